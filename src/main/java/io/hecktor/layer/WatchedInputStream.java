package io.hecktor.layer;

import io.hecktor.OneByte;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Shows every byte that passes to someone else, those that are skipped as well. */
abstract class WatchedInputStream extends FilterInputStream {

  private static final int SKIP_BYTES = 1 << 16;

  WatchedInputStream(InputStream in) {
    super(in);
  }

  /** Is told of the bytes just read, in their order. */
  abstract void passed(byte[] buffer, int offset, int length) throws IOException;

  @Override
  public final int read() throws IOException {
    return OneByte.of(this);
  }

  @Override
  public final int read(byte[] buffer, int offset, int length) throws IOException {
    int read = in.read(buffer, offset, length);
    if (read > 0) {
      passed(buffer, offset, read);
    }
    return read;
  }

  @Override
  public final long skip(long n) throws IOException {
    byte[] buffer = new byte[(int) Math.max(1, Math.min(n, SKIP_BYTES))];
    int read = n <= 0 ? 0 : read(buffer, 0, buffer.length);
    return Math.max(read, 0);
  }

  @Override
  public final boolean markSupported() {
    return false;
  }
}
