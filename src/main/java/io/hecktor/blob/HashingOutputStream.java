package io.hecktor.blob;

import java.io.IOException;
import java.io.OutputStream;

/** Passes bytes on, hashes and counts them; hashing is done in the background. */
public final class HashingOutputStream extends OutputStream {

  private final OutputStream out;
  private final BackgroundDigest digest;
  private long count;

  /** Passes on to a stream, which stays open. */
  public HashingOutputStream(OutputStream out, BackgroundDigest digest) {
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

  /** How many bytes have passed. */
  public long count() {
    return count;
  }
}
