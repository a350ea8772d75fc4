package io.hecktor.goal;

import io.hecktor.HecktorException;
import io.hecktor.verify.UnfinishedCase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Where cases are run. */
interface Executor {

  /** As the report spells it, such as {@code local}. */
  String name();

  /**
   * Makes sure that the folder of an older test run may be emptied.
   *
   * @throws HecktorException if somebody still works in it
   */
  default void requireFree(Path testRun) throws HecktorException, IOException {}

  /**
   * Begins to run the batch's pending cases, or gets ready for it.
   *
   * @throws HecktorException if that cannot be
   */
  Running begin(Batch batch) throws HecktorException, IOException;

  /** A batch under way; each case that comes to its end leaves a record at once. */
  interface Running {

    /**
     * Waits for the end.
     *
     * @return the cases that have no record then, and why
     * @throws HecktorException if no container could be set up
     */
    List<UnfinishedCase> await() throws HecktorException, IOException;
  }
}
