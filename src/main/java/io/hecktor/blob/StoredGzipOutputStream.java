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

  /** Blocks are written together, as each write is a system call. */
  private static final int BLOCKS_AT_ONCE = 4;

  private final OutputStream out;
  private final CRC32 crc = new CRC32();
  private final byte[] blocks = new byte[BLOCKS_AT_ONCE * (BLOCK_HEADER_BYTES + BLOCK_BYTES)];

  /** Where the header of the block that is being filled stands. */
  private int start;

  /** Of the content of that block. */
  private int length;

  private long total;
  private boolean started;
  private boolean closed;

  /** Frames into a stream; nothing is written before there are some blocks, or the end. */
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

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    crc.update(bytes, offset, count);
    int done = 0;
    while (done < count) {
      if (length == BLOCK_BYTES) {
        endBlock();
      }
      int step = Math.min(count - done, BLOCK_BYTES - length);
      System.arraycopy(bytes, offset + done, blocks, start + BLOCK_HEADER_BYTES + length, step);
      length += step;
      done += step;
    }
  }

  /** Only when more follows is it known that a block is not the last. */
  private void endBlock() throws IOException {
    frame(false);
    if (start == blocks.length) {
      flushBlocks();
    }
  }

  private void frame(boolean last) {
    GzipMember.putStoredHeader(blocks, start, length, last);
    start += BLOCK_HEADER_BYTES + length;
    total += length;
    length = 0;
  }

  private void flushBlocks() throws IOException {
    if (!started) {
      started = true;
      out.write(GzipMember.header());
    }
    out.write(blocks, 0, start);
    start = 0;
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      frame(true);
      flushBlocks();
      out.write(GzipMember.trailer(crc, total));
    }
  }
}
