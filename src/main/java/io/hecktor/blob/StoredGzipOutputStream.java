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

  private static final int BLOCK_BYTES = 65_535;
  private static final int BLOCK_HEADER_BYTES = 5;
  private static final int TRAILER_BYTES = 8;

  /** No name, no time, no extra flags, operating system unknown. */
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

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
    return HEADER.length + blocks * BLOCK_HEADER_BYTES + sizeBytes + TRAILER_BYTES;
  }

  /** Where a byte of the content stands in the member. */
  static long framedPosition(long position) {
    return HEADER.length + (position / BLOCK_BYTES + 1) * BLOCK_HEADER_BYTES + position;
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
      out.write(HEADER);
      started = true;
    }
    block[0] = (byte) (last ? 1 : 0);
    putShort(1, length);
    putShort(3, ~length);
    out.write(block, 0, BLOCK_HEADER_BYTES + length);
    length = 0;
  }

  private void putShort(int at, int value) {
    block[at] = (byte) value;
    block[at + 1] = (byte) (value >> 8);
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      flushBlock(true);
      byte[] trailer = new byte[TRAILER_BYTES];
      putInt(trailer, 0, crc.getValue());
      putInt(trailer, 4, total);
      out.write(trailer);
    }
  }

  private static void putInt(byte[] bytes, int at, long value) {
    for (int i = 0; i < 4; i++) {
      bytes[at + i] = (byte) (value >> (8 * i));
    }
  }
}
