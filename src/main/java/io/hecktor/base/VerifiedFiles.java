package io.hecktor.base;

import io.hecktor.blob.BlobStore;
import io.hecktor.blob.ContentKey;
import io.hecktor.oci.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Remembers which of a layout's files were read and found right, so that they are not read at every
 * build. What goes into an image is found by its digest and never by this: a file that has been
 * touched in any way is read again, and that is all.
 */
final class VerifiedFiles {

  private static final String RECORDS = "verified-files";

  private final BlobStore store;

  VerifiedFiles(BlobStore store) {
    this.store = store;
  }

  /** What the file system says of a file; to be taken before the file is read. */
  static String stamp(Path file, Digest digest) throws IOException {
    BasicFileAttributes basic = Files.readAttributes(file, BasicFileAttributes.class);
    boolean unix = file.getFileSystem().supportedFileAttributeViews().contains("unix");
    Object changed = unix ? Files.getAttribute(file, "unix:ctime") : "";
    return digest
        + "\n"
        + basic.size()
        + "\n"
        + basic.lastModifiedTime()
        + "\n"
        + changed
        + "\n"
        + basic.fileKey()
        + "\n";
  }

  boolean remembers(Path file, String stamp) throws IOException {
    return store
        .record(RECORDS, key(file))
        .filter(bytes -> new String(bytes, StandardCharsets.UTF_8).equals(stamp))
        .isPresent();
  }

  void remember(Path file, String stamp) throws IOException {
    store.putRecord(RECORDS, key(file), stamp.getBytes(StandardCharsets.UTF_8));
  }

  private static String key(Path file) {
    return ContentKey.of(file.toString().getBytes(StandardCharsets.UTF_8)).hex();
  }
}
