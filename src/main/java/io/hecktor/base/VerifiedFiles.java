package io.hecktor.base;

import io.hecktor.blob.BlobStore;
import io.hecktor.blob.ContentKey;
import io.hecktor.oci.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

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

  /** Whether the file, untouched since, was found to have that digest. */
  boolean remembers(Path file, FileStamp stamp, Digest digest) throws IOException {
    return store
        .record(RECORDS, key(file))
        .filter(bytes -> Arrays.equals(bytes, record(stamp, digest)))
        .isPresent();
  }

  /** Remembers a file as it was before it was read. */
  void remember(Path file, FileStamp stamp, Digest digest) throws IOException {
    store.putRecord(RECORDS, key(file), record(stamp, digest));
  }

  private static byte[] record(FileStamp stamp, Digest digest) {
    return (digest + "\n" + stamp.text()).getBytes(StandardCharsets.UTF_8);
  }

  private static String key(Path file) {
    return ContentKey.of(file.toString().getBytes(StandardCharsets.UTF_8)).hex();
  }
}
