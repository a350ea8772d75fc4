package io.hecktor.goal;

import io.hecktor.plan.BuildRequest;
import io.hecktor.verify.ExpectedUse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What the user asked to try.
 *
 * @param build what is built before
 * @param projectFolder messages name paths from here on
 * @param options how the cases are run and told of
 * @param batch which cases are run, and how many at once
 * @param clock tells when a run begins
 */
public record TestRunRequest(
    BuildRequest build,
    Path projectFolder,
    Options options,
    BatchOptions batch,
    InstantSource clock) {

  /**
   * How the cases are run and told of.
   *
   * @param debug whether the program is asked to tell more, and its words kept with its output
   * @param expected what the cases' expected outputs are for
   * @param ascii whether the console takes no more than ASCII
   * @param gpu whether the images see the machine's GPU
   * @param stackTraces whether a case that breaks a rule is run once more to find the code
   */
  public record Options(
      boolean debug, ExpectedUse expected, boolean ascii, GpuRequest gpu, boolean stackTraces) {}

  /**
   * Which cases are run, and how many at once.
   *
   * @param cases a folder of cases in the place of the project's own
   * @param sample a choice among them
   * @param parallel how many run at once
   * @param resume whether cases that this image has passed are left out
   * @param failFast whether the first case that fails ends the batch
   */
  public record BatchOptions(
      Optional<Path> cases,
      Optional<Sample> sample,
      Parallel parallel,
      boolean resume,
      boolean failFast) {}

  /** Where a task's test run leaves its report and its cases' folders. */
  Path folder(String task) {
    return folder(build, task);
  }

  static Path folder(BuildRequest build, String task) {
    return folder(build.outputFolder(), task);
  }

  static Path folder(Path output, String task) {
    return output.resolve(task).resolve("test-run");
  }
}
