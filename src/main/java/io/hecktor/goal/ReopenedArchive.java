package io.hecktor.goal;

import io.hecktor.blob.GrowingFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * An archive that is read back from the disk by a thread of its own, close behind the one that
 * writes it: writing waits for memory where reading waits for the processor.
 */
final class ReopenedArchive<T> implements AutoCloseable {

  private final GrowingFile growing;
  private final FutureTask<T> reading;
  private final Thread thread;

  /** Begins to read. */
  ReopenedArchive(GrowingFile growing, Reader<T> reader) {
    this.growing = growing;
    this.reading =
        new FutureTask<>(
            () -> {
              try (InputStream in = growing.open()) {
                return reader.read(in);
              }
            });
    this.thread = new Thread(reading, "hecktor-reopen");
    thread.setDaemon(true);
    thread.start();
  }

  /** What comes of reading an archive from its start to its end. */
  @FunctionalInterface
  interface Reader<T> {
    T read(InputStream archive) throws IOException;
  }

  /** What was found, once all is written and read. */
  T found() throws IOException {
    try {
      return reading.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while checking the archive");
    } catch (ExecutionException e) {
      throw new IOException("the archive could not be read back", e.getCause());
    }
  }

  /** When this returns nobody reads the file, so that it can be deleted on any system. */
  @Override
  public void close() {
    growing.abandon();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
