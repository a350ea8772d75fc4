package io.hecktor.layer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Writes down what is read, also what is skipped. */
final class TeeInputStream extends WatchedInputStream {

  private final OutputStream copy;

  TeeInputStream(InputStream in, OutputStream copy) {
    super(in);
    this.copy = copy;
  }

  @Override
  void passed(byte[] buffer, int offset, int length) throws IOException {
    copy.write(buffer, offset, length);
  }
}
