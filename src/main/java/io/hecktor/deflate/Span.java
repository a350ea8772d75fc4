package io.hecktor.deflate;

import io.hecktor.blob.GzipMember;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A stretch of the input that is deflated or stored as a whole. It is a multiple of the largest
 * stored block, so that a member of nothing but stored spans is cut as {@link
 * io.hecktor.blob.StoredGzipOutputStream} cuts it.
 */
final class Span {

  private static final int STORED_BLOCK_BYTES = GzipMember.STORED_BLOCK_BYTES;
  private static final int STORED_HEADER_BYTES = GzipMember.STORED_HEADER_BYTES;

  /**
   * Larger ones would deflate by a third of a percent better, and hide small changes of content.
   */
  static final int CAPACITY = 4 * STORED_BLOCK_BYTES;

  /** Of a full one, with the headers of its blocks. */
  static final int MAX_STORED_BYTES = CAPACITY + 4 * STORED_HEADER_BYTES;

  private final byte[] bytes = new byte[CAPACITY];
  private int length;
  private boolean last;

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  boolean isFull() {
    return length == CAPACITY;
  }

  /** Whether it ends the member. */
  boolean isLast() {
    return last;
  }

  void markLast() {
    last = true;
  }

  /** Takes as many bytes as there is room for, and tells how many. */
  int take(byte[] source, int offset, int count) {
    int taken = Math.min(count, CAPACITY - length);
    System.arraycopy(source, offset, bytes, length, taken);
    length += taken;
    return taken;
  }

  /** Takes what a stream has left or there is room for; false if that is nothing. */
  boolean fill(InputStream source) throws IOException {
    length += source.readNBytes(bytes, length, CAPACITY - length);
    return length > 0;
  }

  /** Makes it empty again. */
  void clear() {
    length = 0;
    last = false;
  }

  private int storedBlocks() {
    return Math.max(1, (length + STORED_BLOCK_BYTES - 1) / STORED_BLOCK_BYTES);
  }

  int storedSizeBytes() {
    return storedBlocks() * STORED_HEADER_BYTES + length;
  }

  /**
   * Writes stored blocks (RFC 1951, 3.2.4), in one piece as each write is a system call.
   *
   * @param buffer of {@link #MAX_STORED_BYTES}, to be used again
   */
  void writeStored(OutputStream out, byte[] buffer) throws IOException {
    int blocks = storedBlocks();
    int to = 0;
    for (int block = 0; block < blocks; block++) {
      int from = block * STORED_BLOCK_BYTES;
      int size = Math.min(STORED_BLOCK_BYTES, length - from);
      GzipMember.putStoredHeader(buffer, to, size, last && block == blocks - 1);
      System.arraycopy(bytes, from, buffer, to + STORED_HEADER_BYTES, size);
      to += STORED_HEADER_BYTES + size;
    }
    out.write(buffer, 0, to);
  }
}
