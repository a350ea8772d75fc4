package io.hecktor.goal;

import io.hecktor.HecktorException;
import io.hecktor.verify.UnfinishedCase;
import java.io.IOException;
import java.util.List;

/** Where cases are run. */
interface Executor {

  /** As the report spells it, such as {@code local}. */
  String name();

  /**
   * Runs the batch's pending cases; each that comes to its end leaves a record at once.
   *
   * @return those that have none in the end, and why
   * @throws HecktorException if no container could be set up, or the batch is to be gathered later
   */
  List<UnfinishedCase> run(Batch batch) throws HecktorException, IOException;
}
