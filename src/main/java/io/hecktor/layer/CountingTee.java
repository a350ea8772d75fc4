package io.hecktor.layer;

import io.hecktor.blob.BackgroundDigest;
import java.io.IOException;
import java.io.OutputStream;

/** Passes bytes on, hashes and counts them: a tar on its way into a gzip member. */
final class CountingTee extends OutputStream {

  private final OutputStream out;
  private final BackgroundDigest digest;
  private long count;

  CountingTee(OutputStream out, BackgroundDigest digest) {
    this.out = out;
    this.digest = digest;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    digest.update(bytes, offset, length);
    out.write(bytes, offset, length);
    count += length;
  }

  long count() {
    return count;
  }
}
