package io.hecktor.goal;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Work that nobody waits for before the end: it is done beside the work that matters. */
final class Housekeeping implements AutoCloseable {

  private final FutureTask<Void> task;

  private Housekeeping(FutureTask<Void> task) {
    this.task = task;
  }

  /** A chore. */
  interface Chore {
    void run() throws IOException;
  }

  /** Begins a chore, on a thread that does not keep Maven from ending. */
  static Housekeeping start(Chore chore) {
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              chore.run();
              return null;
            });
    Thread thread = new Thread(task, "hecktor housekeeping");
    thread.setDaemon(true);
    thread.start();
    return new Housekeeping(task);
  }

  /**
   * Waits for the end.
   *
   * @throws IOException as the chore did
   */
  @Override
  public void close() throws IOException {
    try {
      task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException("the housekeeping failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
