package io.hecktor.blob;

import io.hecktor.FileInput;
import io.hecktor.OneByte;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that one thread writes, from its start to its end, while another reads what has been
 * written through an open of its own: what is written is read back before it has left the
 * processor's memory.
 */
public final class GrowingFile {

  private enum State {
    GROWING,
    WHOLE,
    ABANDONED
  }

  private final Path file;
  private long writtenBytes;
  private State state = State.GROWING;

  /** Follows a file of which nothing has been written yet. */
  public GrowingFile(Path file) {
    this.file = file;
  }

  /** A stream that passes on to the one that writes the file; closing it closes nothing. */
  public OutputStream tellingOf(OutputStream out) {
    return new TellingOutputStream(out, this::grow);
  }

  private synchronized void grow(long bytes) {
    writtenBytes += bytes;
    notifyAll();
  }

  /** Says that all is written: readers go on to the file's end. */
  public void whole() {
    end(State.WHOLE);
  }

  /** Says that no more will be written, if it is not whole: readers fail rather than wait. */
  public void abandon() {
    end(State.ABANDONED);
  }

  private synchronized void end(State end) {
    state = state == State.GROWING ? end : state;
    notifyAll();
  }

  /** Waits for bytes behind a position; the number is of no meaning once the file is whole. */
  private synchronized long behind(long position) throws IOException {
    try {
      while (state == State.GROWING && writtenBytes <= position) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for what is written");
    }
    if (state == State.ABANDONED) {
      throw new IOException("its writing was given up");
    }
    return state == State.WHOLE ? Long.MAX_VALUE : writtenBytes - position;
  }

  /** Opens the file for reading from its start to its end, wherever that will be. */
  public InputStream open() throws IOException {
    return new Reader(FileChannel.open(file, StandardOpenOption.READ));
  }

  private final class Reader extends InputStream {

    private final FileChannel channel;

    private Reader(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public int read() throws IOException {
      return OneByte.of(this);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      long most = behind(channel.position());
      return FileInput.read(channel, bytes, offset, (int) Math.min(length, most));
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
