package io.hecktor.sandbox;

import io.hecktor.OneByte;
import io.hecktor.Progress;
import io.hecktor.blob.BackgroundDigest;
import io.hecktor.blob.Streams;
import io.hecktor.oci.DiffId;
import io.hecktor.oci.Digest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Bytes on their way out of a layer: hashed on a thread of their own, counted, and refused where
 * they go beyond what was announced. Whatever fails in reading is the layer's fault, and is thrown
 * as {@link SpoiltLayerException} to tell it from a full disk.
 */
final class LayerStream extends FilterInputStream {

  private static final int SKIP_BYTES = 1 << 16;

  private final BackgroundDigest sha256 = new BackgroundDigest();
  private final Progress.Work work;
  private final long maxBytes;
  private long count;
  private long allowance = Long.MAX_VALUE;

  /**
   * Reads from a stream, which is closed with this one.
   *
   * @param maxBytes where the bytes must have ended
   */
  LayerStream(InputStream in, long maxBytes, Progress.Work work) {
    super(in);
    this.maxBytes = maxBytes;
    this.work = work;
  }

  /** Limits what may be read until the next call: headers, unlike contents, are kept in memory. */
  void allow(long bytes) {
    allowance = bytes;
  }

  @Override
  public int read() throws IOException {
    return OneByte.of(this);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = readOrSpoilt(buffer, offset, length);
    if (read <= 0) {
      return read;
    }
    count += read;
    allowance -= read;
    if (count > maxBytes) {
      throw new SpoiltLayerException("it has more than the " + maxBytes + " bytes announced");
    }
    if (allowance < 0) {
      throw new SpoiltLayerException("a header in it takes more memory than any name can need");
    }
    sha256.update(buffer, offset, read);
    work.advance(read);
    return read;
  }

  private int readOrSpoilt(byte[] buffer, int offset, int length) throws IOException {
    try {
      return in.read(buffer, offset, length);
    } catch (SpoiltLayerException e) {
      throw e;
    } catch (IOException e) {
      throw new SpoiltLayerException("its bytes cannot be read", e);
    }
  }

  /** Skipped bytes belong to the digest, too. */
  @Override
  public long skip(long n) throws IOException {
    byte[] buffer = new byte[(int) Math.max(1, Math.min(n, SKIP_BYTES))];
    int read = n <= 0 ? 0 : read(buffer, 0, buffer.length);
    return Math.max(read, 0);
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /** Reads on to the end and compares the digest of all that was read with the layer's. */
  void verify(DiffId expected) throws IOException {
    allow(Long.MAX_VALUE);
    byte[] buffer = new byte[Streams.BUFFER_BYTES];
    while (read(buffer, 0, buffer.length) >= 0) {
      // What follows the tar's end belongs to the digest, too.
    }
    Digest actual = sha256.finish();
    if (!actual.equals(expected.digest())) {
      throw new SpoiltLayerException("its diffID is " + actual + " instead of " + expected);
    }
  }

  @Override
  public void close() throws IOException {
    sha256.close();
    super.close();
  }
}
