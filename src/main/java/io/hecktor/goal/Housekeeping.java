package io.hecktor.goal;

import io.hecktor.Ahead;
import io.hecktor.HecktorException;
import java.io.IOException;

/** Work that nobody waits for before the end: it is done beside the work that matters. */
final class Housekeeping implements AutoCloseable {

  private final Ahead<Boolean> done;

  private Housekeeping(Ahead<Boolean> done) {
    this.done = done;
  }

  /** A chore. */
  interface Chore {
    void run() throws HecktorException, IOException;
  }

  /** Begins a chore, on a thread that does not keep Maven from ending. */
  static Housekeeping start(Chore chore) {
    Ahead<Boolean> done =
        new Ahead<>(
            () -> {
              chore.run();
              return true;
            });
    done.begin("hecktor housekeeping");
    return new Housekeeping(done);
  }

  /** Waits for the end, and fails as the chore did. */
  @Override
  public void close() throws HecktorException, IOException {
    done.get();
  }
}
