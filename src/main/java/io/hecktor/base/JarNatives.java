package io.hecktor.base;

import io.hecktor.Progress;
import io.hecktor.blob.BlobStore;
import io.hecktor.elf.Elf;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Finds the native libraries inside jars, which their programs unpack and load at run time. Jars
 * bring them for every system; which one a library is for is told by its header, not by its name.
 */
final class JarNatives {

  private static final int HEAD_BYTES = 64;
  private static final String LIBC = "libc.so.6";

  /** The C libraries of musl, Android, FreeBSD and Solaris. */
  private static final Pattern ANY_LIBC = Pattern.compile("libc\\.so(\\.\\d+)?|libc\\.musl-.*");

  private final Path work;
  private final JarNativesRecords records;
  private final Progress progress;

  /**
   * Finds libraries.
   *
   * @param work an existing folder, in which one library at a time is unpacked and deleted again
   * @param store keeps what was found
   */
  JarNatives(Path work, BlobStore store, Progress progress) {
    this.work = work;
    this.records = new JarNativesRecords(store);
    this.progress = progress;
  }

  /**
   * The libraries for linux/amd64 with glibc.
   *
   * @throws IOException if a file is no jar
   */
  List<LibraryClosure.Client> find(List<Path> jars) throws IOException {
    List<LibraryClosure.Client> all = new ArrayList<>();
    for (Path jar : jars) {
      Optional<List<LibraryClosure.Client>> known = records.of(jar);
      all.addAll(known.isPresent() ? known.get() : look(jar));
    }
    return all;
  }

  private List<LibraryClosure.Client> look(Path jar) throws IOException {
    List<LibraryClosure.Client> found = new ArrayList<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().filter(JarNatives::mayBeNative).toList()) {
        read(zip, entry).ifPresent(found::add);
      }
    } catch (ZipException e) {
      throw new IOException(jar.getFileName() + " cannot be read as a jar", e);
    }
    records.keep(jar, found);
    return found;
  }

  private static boolean mayBeNative(ZipEntry entry) {
    return !entry.isDirectory() && !entry.getName().endsWith(".class");
  }

  private Optional<LibraryClosure.Client> read(ZipFile zip, ZipEntry entry) throws IOException {
    byte[] head;
    try (InputStream in = zip.getInputStream(entry)) {
      head = in.readNBytes(HEAD_BYTES);
    }
    if (!Elf.isLinuxAmd64(head)) {
      return Optional.empty();
    }
    String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
    Optional<Elf> elf = unpackAndRead(zip, entry);
    if (elf.isEmpty() || isForAnotherLibc(elf.get())) {
      progress.detail("Not for linux/amd64 with glibc: " + entry.getName());
      return Optional.empty();
    }
    return Optional.of(new LibraryClosure.Client(name, elf.get()));
  }

  private Optional<Elf> unpackAndRead(ZipFile zip, ZipEntry entry) throws IOException {
    Path copy = Files.createTempFile(work, "native", ".so");
    try (InputStream in = zip.getInputStream(entry)) {
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
      return Elf.read(copy);
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  private static boolean isForAnotherLibc(Elf elf) {
    return elf.needed().stream()
        .anyMatch(soname -> ANY_LIBC.matcher(soname).matches() && !soname.equals(LIBC));
  }
}
