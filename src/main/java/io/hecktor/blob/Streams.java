package io.hecktor.blob;

import io.hecktor.FileInput;
import io.hecktor.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Copies bytes in pieces large enough that system calls do not count. */
public final class Streams {

  /** The size of a piece. */
  public static final int BUFFER_BYTES = FileInput.PIECE_BYTES;

  private Streams() {}

  /**
   * Copies to the end of the input.
   *
   * @return how many bytes were copied
   */
  public static long copy(InputStream in, OutputStream out, Progress.Work work) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long total = 0;
    for (int read; (read = in.read(buffer, 0, buffer.length)) >= 0; total += read) {
      out.write(buffer, 0, read);
      work.advance(read);
    }
    return total;
  }
}
