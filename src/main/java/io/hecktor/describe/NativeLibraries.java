package io.hecktor.describe;

import io.hecktor.oci.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The native libraries inside a jar: files that begin as ELF files do, whatever they are named. */
final class NativeLibraries {

  private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};

  private NativeLibraries() {}

  /**
   * A library.
   *
   * @param path in the jar
   * @param sha256 of its content
   */
  record Library(String path, Digest sha256) {}

  /** The libraries of a jar, sorted by path. */
  static List<Library> in(Path jar) throws IOException {
    List<Library> all = new ArrayList<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry :
          (Iterable<ZipEntry>) zip.stream().map(one -> (ZipEntry) one)::iterator) {
        if (!entry.isDirectory() && !entry.getName().endsWith(".class")) {
          try (InputStream in = zip.getInputStream(entry)) {
            sha256(in).ifPresent(digest -> all.add(new Library(entry.getName(), digest)));
          }
        }
      }
    }
    return all.stream().sorted(Comparator.comparing(Library::path)).toList();
  }

  private static Optional<Digest> sha256(InputStream in) throws IOException {
    PushbackInputStream content = new PushbackInputStream(in, ELF.length);
    byte[] head = content.readNBytes(ELF.length);
    if (!Arrays.equals(head, ELF)) {
      return Optional.empty();
    }
    content.unread(head);
    MessageDigest sha256 = Digest.sha256();
    try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), sha256)) {
      content.transferTo(out);
    }
    return Optional.of(Digest.of(sha256));
  }
}
