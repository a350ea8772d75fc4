package io.hecktor.layer;

import io.hecktor.blob.BackgroundDigest;
import java.io.IOException;
import java.io.InputStream;

/** Hashes and counts what is read, also what is skipped. */
final class HashingInputStream extends WatchedInputStream {

  private final BackgroundDigest digest;
  private long count;

  HashingInputStream(InputStream in, BackgroundDigest digest) {
    super(in);
    this.digest = digest;
  }

  @Override
  void passed(byte[] buffer, int offset, int length) throws IOException {
    digest.update(buffer, offset, length);
    count += length;
  }

  long count() {
    return count;
  }
}
