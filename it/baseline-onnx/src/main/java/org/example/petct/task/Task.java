package org.example.petct.task;

import java.util.function.Consumer;
import org.example.petct.InferenceException;

/** One of a challenge's tasks: reads a case and writes its output. */
public interface Task {

  /**
   * Infers one case.
   *
   * @param progress takes short lines for the log
   * @throws InferenceException if an input cannot be read or the output cannot be written
   */
  void run(Folders folders, Consumer<String> progress) throws InferenceException;
}
