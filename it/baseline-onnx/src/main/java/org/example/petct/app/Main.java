package org.example.petct.app;

import org.example.petct.InferenceException;
import org.example.petct.task.PredictionTask;
import org.example.petct.task.SegmentationTask;
import org.example.petct.task.Task;

/** The program of the three tasks of 2025. */
public final class Main {
  /** The program, for those who do not start a process. */
  public static final Program PROGRAM =
      new Program(
          settings -> task(settings.required("HECKTOR_TASK")),
          settings -> settings.folder("HECKTOR_RESOURCES"));

  private Main() {}

  /**
   * Runs the task that {@code HECKTOR_TASK} names.
   *
   * @param args none are read
   */
  public static void main(String[] args) {
    PROGRAM.runAndExit();
  }

  private static Task task(String name) throws InferenceException {
    return switch (name) {
      case "task1" -> new SegmentationTask();
      case "task2" -> PredictionTask.risk();
      case "task3" -> PredictionTask.hpv();
      default ->
          throw new InferenceException(
              "HECKTOR_TASK is `" + name + "`, which is no task of this program",
              "Set it to task1, task2 or task3");
    };
  }
}
