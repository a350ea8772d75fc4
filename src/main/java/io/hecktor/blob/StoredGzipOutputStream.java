package io.hecktor.blob;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;

/**
 * Frames bytes as one gzip member of stored blocks: no encoder, so the same bytes on every Java, at
 * the speed of memory. How the caller cuts its writes does not show. Closing ends the member and
 * leaves the stream below open.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951#section-3.2.4">RFC 1951, 3.2.4</a>
 */
public final class StoredGzipOutputStream extends OutputStream {

  private static final int BLOCK_BYTES = GzipMember.STORED_BLOCK_BYTES;
  private static final int BLOCK_HEADER_BYTES = GzipMember.STORED_HEADER_BYTES;

  private final OutputStream out;
  private final CRC32 crc = new CRC32();
  private final byte[] block = new byte[BLOCK_HEADER_BYTES + BLOCK_BYTES];
  private int length;
  private long total;
  private boolean started;
  private boolean closed;

  /** Frames into a stream; nothing is written before the first byte or the end. */
  public StoredGzipOutputStream(OutputStream out) {
    this.out = out;
  }

  /** How large a member holding so many bytes is. */
  public static long framedSizeBytes(long sizeBytes) {
    long blocks = Math.max(1, (sizeBytes + BLOCK_BYTES - 1) / BLOCK_BYTES);
    return GzipMember.HEADER_BYTES
        + blocks * BLOCK_HEADER_BYTES
        + sizeBytes
        + GzipMember.TRAILER_BYTES;
  }

  /** Where a byte of the content stands in the member. */
  static long framedPosition(long position) {
    return GzipMember.HEADER_BYTES + (position / BLOCK_BYTES + 1) * BLOCK_HEADER_BYTES + position;
  }

  /** How many bytes of the content follow without a frame between, that at a position included. */
  static int leftInBlock(long position) {
    return BLOCK_BYTES - (int) (position % BLOCK_BYTES);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    crc.update(bytes, offset, count);
    total += count;
    int done = 0;
    while (done < count) {
      if (length == BLOCK_BYTES) {
        flushBlock(false);
      }
      int step = Math.min(count - done, BLOCK_BYTES - length);
      System.arraycopy(bytes, offset + done, block, BLOCK_HEADER_BYTES + length, step);
      length += step;
      done += step;
    }
  }

  private void flushBlock(boolean last) throws IOException {
    if (!started) {
      out.write(GzipMember.header());
      started = true;
    }
    GzipMember.putStoredHeader(block, 0, length, last);
    out.write(block, 0, BLOCK_HEADER_BYTES + length);
    length = 0;
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      flushBlock(true);
      out.write(GzipMember.trailer(crc, total));
    }
  }
}
