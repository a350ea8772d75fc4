package io.hecktor.gpu;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** A file's little-endian numbers at any offset, read through a buffer of a fixed size. */
final class FileWindow {

  private static final int BUFFER_BYTES = 1 << 20;

  private final FileChannel channel;
  private final long sizeBytes;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN).limit(0);
  private long start;

  FileWindow(FileChannel channel) throws IOException {
    this.channel = channel;
    this.sizeBytes = channel.size();
  }

  long sizeBytes() {
    return sizeBytes;
  }

  int unsignedByte(long at) throws IOException {
    return Byte.toUnsignedInt(buffer.get(index(at, 1)));
  }

  int unsignedShort(long at) throws IOException {
    return Short.toUnsignedInt(buffer.getShort(index(at, Short.BYTES)));
  }

  int integer(long at) throws IOException {
    return buffer.getInt(index(at, Integer.BYTES));
  }

  long unsignedInteger(long at) throws IOException {
    return Integer.toUnsignedLong(integer(at));
  }

  long longInteger(long at) throws IOException {
    return buffer.getLong(index(at, Long.BYTES));
  }

  private int index(long at, int length) throws IOException {
    if (at < start || at + length > start + buffer.limit()) {
      fill(at, length);
    }
    return (int) (at - start);
  }

  private void fill(long at, int length) throws IOException {
    if (at < 0 || at > sizeBytes - length) {
      throw new EOFException("a number outside of the file");
    }
    buffer.clear();
    start = at;
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, start + buffer.position()) < 0) {
        break;
      }
    }
    buffer.flip();
    if (buffer.limit() < length) {
      throw new EOFException("the file became shorter");
    }
  }
}
