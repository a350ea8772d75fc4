package io.hecktor.mojo;

import io.hecktor.HecktorException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Something that a goal will ask for, made beside what it does before. */
final class Ahead<T> {

  private final FutureTask<T> made;

  /** Prepares to make it; nothing is done before {@link #begin} or {@link #get}. */
  Ahead(Making<T> making) {
    this.made = new FutureTask<>(making::make);
  }

  /** Makes it. */
  @FunctionalInterface
  interface Making<T> {
    T make() throws HecktorException, IOException;
  }

  /** Begins, on a thread that does not keep Maven from ending. */
  void begin(String thread) {
    Thread worker = new Thread(made, thread);
    worker.setDaemon(true);
    worker.start();
  }

  /**
   * What was made; waits for it where need be.
   *
   * @throws HecktorException as making it did
   * @throws IOException as making it did, or if this thread was interrupted
   */
  T get() throws HecktorException, IOException {
    made.run(); // Does nothing where it was begun.
    try {
      return made.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof HecktorException problem) {
        throw problem;
      } else if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException("what was begun ahead failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }
}
