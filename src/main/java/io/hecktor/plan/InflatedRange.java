package io.hecktor.plan;

import io.hecktor.OneByte;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** Inflates bytes of a file that is open for others as well. */
final class InflatedRange extends InflaterInputStream {

  private static final int BUFFER_BYTES = 1 << 13;

  private final Content.Part.Inflated part;
  private final CRC32 crc = new CRC32();
  private long count;

  InflatedRange(FileChannel file, Content.Part.Inflated part) {
    // Inflater may ask for a byte more than there is; what comes after the range will do.
    super(
        new Range(file, part.offset(), part.offset() + part.deflatedBytes() + 1),
        new Inflater(true),
        BUFFER_BYTES);
    this.part = part;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    if (read > 0) {
      crc.update(buffer, offset, read);
      count += read;
    }
    if (count == part.sizeBytes() && crc.getValue() != part.crc()) {
      throw new IOException("a jar of the project is damaged: an entry's CRC differs");
    }
    return read;
  }

  /** Its own inflater is the caller's to end. */
  @Override
  public void close() throws IOException {
    super.close();
    inf.end();
  }

  private static final class Range extends InputStream {
    private final FileChannel file;
    private final long end;
    private long position;

    private Range(FileChannel file, long position, long end) {
      this.file = file;
      this.position = position;
      this.end = end;
    }

    @Override
    public int read() throws IOException {
      return OneByte.of(this);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int wanted = (int) Math.min(length, end - position);
      if (wanted <= 0) {
        return -1;
      }
      int read = file.read(ByteBuffer.wrap(buffer, offset, wanted), position);
      position += Math.max(read, 0);
      return read;
    }
  }
}
