package io.hecktor.base;

import io.hecktor.Progress;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Tells how far reading has come; what is skipped counts, too. */
final class CountedInputStream extends FilterInputStream {

  private final Progress.Work work;

  CountedInputStream(InputStream in, Progress.Work work) {
    super(in);
    this.work = work;
  }

  @Override
  public int read() throws IOException {
    int read = in.read();
    work.advance(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = in.read(buffer, offset, length);
    work.advance(Math.max(0, read));
    return read;
  }

  @Override
  public long skip(long n) throws IOException {
    long skipped = in.skip(n);
    work.advance(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
