package io.hecktor;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Something that will be asked for, made beside what is done before. */
public final class Ahead<T> {

  private final FutureTask<T> made;

  /** Prepares to make it; nothing is done before {@link #begin} or {@link #get}. */
  public Ahead(Making<T> making) {
    this.made = new FutureTask<>(making::make);
  }

  /** A way to make it. */
  @FunctionalInterface
  public interface Making<T> {

    /** Makes it. */
    T make() throws HecktorException, IOException;
  }

  /** Begins, on a thread that does not keep Maven from ending. */
  public void begin(String thread) {
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
  public T get() throws HecktorException, IOException {
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
