package org.example.hecktor;

import java.util.function.Consumer;

/** One of the challenge's tasks: reads a case and writes its output. */
sealed interface Task permits SegmentationTask, PrognosisTask, HpvTask {

  /**
   * Infers one case.
   *
   * @param progress takes short lines for the log
   * @throws InferenceException if an input cannot be read or the output cannot be written
   */
  void run(Settings settings, Consumer<String> progress) throws InferenceException;

  /** Returns the task that {@code HECKTOR_TASK} calls {@code name}. */
  static Task named(String name) throws InferenceException {
    return switch (name) {
      case "task1" -> new SegmentationTask();
      case "task2" -> new PrognosisTask();
      case "task3" -> new HpvTask();
      default ->
          throw new InferenceException(
              "HECKTOR_TASK is `" + name + "`, which is no task of this program",
              "Set it to task1, task2 or task3");
    };
  }
}
