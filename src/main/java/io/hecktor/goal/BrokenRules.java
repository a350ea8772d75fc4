package io.hecktor.goal;

import static java.util.stream.Collectors.counting;

import io.hecktor.EnvironmentException;
import io.hecktor.ErrorCode;
import io.hecktor.HecktorException;
import io.hecktor.Problem;
import io.hecktor.ProjectException;
import io.hecktor.verify.Printable;
import io.hecktor.verify.RunFinding;
import io.hecktor.verify.TestRunReport;
import io.hecktor.verify.UnfinishedCase;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What to say when test runs have failed: the first breach, and where all of them are told. */
final class BrokenRules {

  /** The longest cause, in characters. */
  private static final int MOST_CHARS = 240;

  private BrokenRules() {}

  /**
   * Ends the goal where a report has not passed. A broken rule is told before a case that has no
   * verdict, as running that one again mends nothing.
   *
   * @throws ProjectException if a rule was broken
   * @throws EnvironmentException if none was, but a case has no verdict
   */
  static void check(Place place, List<TestRunReport> reports) throws HecktorException {
    List<TestRunReport> broken =
        reports.stream().filter(one -> one.violations().findFirst().isPresent()).toList();
    if (!broken.isEmpty()) {
      throw new ProjectException(problem(place, broken));
    }
    for (TestRunReport report : reports) {
      if (!report.passed()) {
        throw new EnvironmentException(unfinished(report));
      }
    }
  }

  private static Problem unfinished(TestRunReport report) {
    List<UnfinishedCase> left = report.batch().unfinished();
    UnfinishedCase first = left.get(0);
    String causes =
        left.stream()
            .collect(Collectors.groupingBy(one -> one.cause().key(), TreeMap::new, counting()))
            .entrySet()
            .stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
    return new Problem(
        ErrorCode.NO_VERDICT,
        report.subject().task()
            + " has no verdict on "
            + left.size()
            + " of "
            + (left.size() + report.cases().size())
            + " cases ("
            + causes
            + ").",
        "The first is `" + first.caseName() + "`: " + first.words(),
        "Run the goal again with -Dhecktor.resume, which runs these and leaves out what has passed.");
  }

  private static Problem problem(Place place, List<TestRunReport> failed) {
    TestRunReport report = failed.get(0);
    RunFinding.Violation first = report.violations().findFirst().orElseThrow();
    long count = report.violations().count();
    return new Problem(
        first.code(),
        report.subject().task()
            + " broke the rule `"
            + first.rule().key()
            + "` in case `"
            + first.caseName()
            + "`: "
            + first.subject()
            + first.codeLine().map(line -> ", " + line).orElse("")
            + ".",
        cause(first.evidence())
            + (count == 1
                ? "That is its only violation"
                : "It is the first of " + count + " violations")
            + others(failed)
            + "; see `"
            + path(place)
            + "`.",
        first.fix());
  }

  /** The first sentence of what was seen, with a space after it; the report tells all of it. */
  private static String cause(String evidence) {
    String line = evidence.lines().findFirst().orElse("").strip();
    int end = line.indexOf(". ");
    String sentence = end < 0 ? line : line.substring(0, end + 1);
    if (sentence.isEmpty()) {
      return "";
    }
    String told = Printable.line(sentence, MOST_CHARS);
    return told + (told.endsWith(".") ? " " : ". ");
  }

  private static String others(List<TestRunReport> failed) {
    String names =
        failed.stream()
            .skip(1)
            .map(one -> one.subject().task())
            .collect(Collectors.joining(" and "));
    return names.isEmpty() ? "" : ", and " + names + " failed too";
  }

  private static String path(Place place) {
    Path file = place.output().resolve(ProjectPage.NAME);
    return place.project().relativize(file).toString().replace('\\', '/');
  }

  /**
   * Where reports are.
   *
   * @param project messages name paths from here on
   * @param output of all goals, such as {@code target/hecktor}
   */
  record Place(Path project, Path output) {}
}
