package io.hecktor.layer;

import io.hecktor.blob.Streams;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/** Compares what is written with what a stream gives, and keeps nothing of it. */
final class ComparingOutputStream extends OutputStream {

  /** What was written is not what the stream gives. */
  static final class DifferentException extends IOException {
    private static final long serialVersionUID = 1L;

    DifferentException() {
      super("the bytes differ");
    }
  }

  private final InputStream expected;
  private final byte[] buffer = new byte[Streams.BUFFER_BYTES];

  ComparingOutputStream(InputStream expected) {
    this.expected = expected;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    for (int done = 0; done < count; ) {
      int step = Math.min(count - done, buffer.length);
      int read = expected.readNBytes(buffer, 0, step);
      int from = offset + done;
      if (read < step || !Arrays.equals(buffer, 0, step, bytes, from, from + step)) {
        throw new DifferentException();
      }
      done += step;
    }
  }

  /** Whether the stream gives no more than was written. */
  boolean atEnd() throws IOException {
    return expected.read() < 0;
  }
}
