package io.hecktor.goal;

import io.hecktor.Problem;
import io.hecktor.verify.RunFinding;
import io.hecktor.verify.TestRunReport;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What to say when test runs have failed: the first breach, and where all of them are told. */
final class BrokenRules {

  private BrokenRules() {}

  /** The problem of reports of which at least one has failed. */
  static Problem problem(TestRunRequest request, List<TestRunReport> reports) {
    List<TestRunReport> failed = reports.stream().filter(one -> !one.passed()).toList();
    TestRunReport report = failed.get(0);
    RunFinding.Violation first = report.violations().get(0);
    int count = report.violations().size();
    return new Problem(
        report.subject().task()
            + " broke the rule `"
            + first.rule().key()
            + "` in case `"
            + first.caseName()
            + "`: "
            + first.subject()
            + ".",
        (count == 1 ? "That is its only violation" : "It is the first of " + count + " violations")
            + others(failed)
            + "; see `"
            + path(request, report)
            + "`.",
        first.fix());
  }

  private static String others(List<TestRunReport> failed) {
    String names =
        failed.stream()
            .skip(1)
            .map(one -> one.subject().task())
            .collect(Collectors.joining(" and "));
    return names.isEmpty() ? "" : ", and " + names + " failed too";
  }

  private static String path(TestRunRequest request, TestRunReport report) {
    Path file = request.folder(report.subject().task()).resolve(TaskRun.REPORT);
    return request.projectFolder().relativize(file).toString().replace('\\', '/');
  }
}
