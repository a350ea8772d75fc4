package io.hecktor.goal;

import io.hecktor.plan.BuildRequest;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * What the user asked to try.
 *
 * @param build what is built before
 * @param projectFolder messages name paths from here on
 * @param options how the cases are run and told of
 * @param clock tells when a run begins
 */
public record TestRunRequest(
    BuildRequest build, Path projectFolder, Options options, InstantSource clock) {

  /**
   * How the cases are run and told of.
   *
   * @param debug whether the program is asked to tell more, and its words kept with its output
   * @param parallel how many cases run at once, at least one
   * @param ascii whether the console takes no more than ASCII
   */
  public record Options(boolean debug, int parallel, boolean ascii) {

    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException if no case could run
     */
    public Options {
      if (parallel < 1) {
        throw new IllegalArgumentException("at least one case runs at a time");
      }
    }
  }

  /** Where a task's test run leaves its report and its cases' folders. */
  Path folder(String task) {
    return folder(build, task);
  }

  static Path folder(BuildRequest build, String task) {
    return build.outputFolder().resolve(task).resolve("test-run");
  }
}
