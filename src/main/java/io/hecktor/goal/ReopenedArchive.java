package io.hecktor.goal;

import io.hecktor.Progress;
import io.hecktor.archive.ArchiveContents;
import io.hecktor.archive.ArchiveReader;
import io.hecktor.blob.GrowingFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * An archive that is read back from the disk by a thread of its own, close behind the one that
 * writes it: writing waits for memory where reading waits for the processor.
 */
final class ReopenedArchive implements AutoCloseable {

  private final GrowingFile growing;
  private final FutureTask<ArchiveContents> reading;
  private final Thread thread;

  /**
   * Begins to read.
   *
   * @param work begins the work that is told of
   */
  ReopenedArchive(Path file, GrowingFile growing, Supplier<Progress.Work> work) {
    this.growing = growing;
    this.reading =
        new FutureTask<>(
            () -> {
              try (Progress.Work checking = work.get();
                  InputStream in = growing.open()) {
                return ArchiveReader.read(file, in, checking);
              }
            });
    this.thread = new Thread(reading, "hecktor-reopen");
    thread.setDaemon(true);
    thread.start();
  }

  /** What was found, once all is written and read. */
  ArchiveContents contents() throws IOException {
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
