package io.hecktor.goal;

import io.hecktor.EnvironmentException;
import io.hecktor.ErrorCode;
import io.hecktor.HecktorException;
import io.hecktor.Problem;
import io.hecktor.Progress;
import io.hecktor.ProjectException;
import io.hecktor.verify.RunRule;
import io.hecktor.verify.TestRunSummary;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether the very image that is saved has passed its test run.
 *
 * @param passed whether it has
 * @param failed whether it has not, and a report tells why
 * @param words the same as the end of a sentence about the image
 */
public record TestRunStatus(boolean passed, boolean failed, String words) {

  private static final TestRunStatus PASSED = new TestRunStatus(true, false, "passed its test run");
  private static final TestRunStatus FAILED = new TestRunStatus(false, true, "failed its test run");

  /**
   * Says what the newest report tells of this image.
   *
   * @return what it tells
   * @throws ProjectException if a passed test run is required and there is none
   */
  static TestRunStatus check(SaveRequest request, BuiltImage image, Progress progress)
      throws HecktorException {
    String task = image.task().task().name();
    Optional<TestRunSummary> summary = summary(request, task);
    TestRunStatus status = of(request, image, summary);
    if (status.passed()) {
      progress.stage(task + ": this very image passed its test run.");
      summary.ifPresent(run -> tellUnchecked(task, run, progress));
    } else if (request.requireTestRun()) {
      throw new ProjectException(
          new Problem(
              ErrorCode.NOT_TESTED,
              "The image of " + task + " " + status.words() + ".",
              "hecktor.requireTestRun asks that only images that passed are saved.",
              "Run `mvn hecktor:test-run`, or save without -Dhecktor.requireTestRun."));
    } else {
      progress.stage(task + ": this image " + status.words() + ".");
    }
    return status;
  }

  /** What no engine of this version checks is no news; the rest depends on the machine. */
  private static void tellUnchecked(String task, TestRunSummary run, Progress progress) {
    Set<RunRule> rules = EnumSet.noneOf(RunRule.class);
    rules.addAll(run.notChecked());
    rules.remove(RunRule.GPU);
    if (!rules.isEmpty()) {
      String names = rules.stream().map(RunRule::key).collect(Collectors.joining("`, `"));
      progress.warn(
          new Problem(
              ErrorCode.TEST_RUN_PARTIAL,
              "The test run of " + task + " did not check `" + names + "`.",
              "The engine `" + run.engine() + "` could not see it there; the report tells why.",
              "Run `mvn hecktor:test-run -Dhecktor.engine=unshare` where `strace` is installed."));
    }
  }

  private static TestRunStatus of(
      SaveRequest request, BuiltImage image, Optional<TestRunSummary> summary) {
    if (summary.isEmpty()) {
      return lacking("has not been through a test run");
    }
    TestRunSummary run = summary.get();
    String profile = request.build().profile().name();
    if (!run.imageId().equals(image.image().config().imageId())) {
      return lacking("has not been through a test run since it changed");
    } else if (!run.profile().equals(profile)) {
      return lacking(
          "went through a test run by the rules of " + run.profile() + ", not of " + profile);
    }
    return run.passed() ? PASSED : FAILED;
  }

  private static TestRunStatus lacking(String words) {
    return new TestRunStatus(false, false, words);
  }

  private static Optional<TestRunSummary> summary(SaveRequest request, String task)
      throws EnvironmentException {
    try {
      return TestRunSummary.read(
          TestRunRequest.folder(request.build(), task).resolve(TaskRun.REPORT));
    } catch (IOException e) {
      throw new EnvironmentException(
          new Problem(
              ErrorCode.REPORT_UNREADABLE,
              "`" + task + "/test-run/" + TaskRun.REPORT + "` cannot be read.",
              "It tells whether the image passed its test run.",
              "Run `mvn hecktor:test-run` again, which writes it anew."),
          e);
    }
  }
}
