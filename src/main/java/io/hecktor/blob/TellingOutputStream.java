package io.hecktor.blob;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.LongConsumer;

/** Passes bytes on and tells how many, once they are written; closing it closes nothing. */
final class TellingOutputStream extends OutputStream {

  private final OutputStream out;
  private final LongConsumer written;

  TellingOutputStream(OutputStream out, LongConsumer written) {
    this.out = out;
    this.written = written;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    written.accept(length);
  }
}
