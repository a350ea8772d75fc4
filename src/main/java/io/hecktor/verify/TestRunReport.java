package io.hecktor.verify;

import io.hecktor.challenge.Limits;
import io.hecktor.oci.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One task's test run, whole: what {@code report.json}, the JUnit file and the table tell.
 *
 * @param subject what ran, and where
 * @param started when the first case began
 * @param limits what the runs were held to
 * @param exactness for each rule, how the engine saw it and how exact that is, in words
 * @param cases in the order of {@link Cases#find}
 */
public record TestRunReport(
    Subject subject,
    Instant started,
    Limits limits,
    Map<RunRule, String> exactness,
    List<CaseResult> cases) {

  /** Copies the collections. */
  public TestRunReport {
    exactness = new TreeMap<>(exactness);
    cases = List.copyOf(cases);
  }

  /**
   * What ran, and where.
   *
   * @param task as the profile names it
   * @param imageId the digest of the image's config
   * @param engine such as {@code unshare}
   * @param profile such as {@code hecktor2025}
   */
  public record Subject(String task, Digest imageId, String engine, String profile) {}

  /** Whether every case kept every rule; a run without cases proves nothing and did not pass. */
  public boolean passed() {
    return !cases.isEmpty() && cases.stream().allMatch(CaseResult::passed);
  }

  /** The verdict as the report spells it. */
  public String verdict() {
    return verdict(passed());
  }

  static String verdict(boolean passed) {
    return passed ? "pass" : "fail";
  }

  /** Every case's broken rules. */
  public List<RunFinding.Violation> violations() {
    return cases.stream().flatMap(one -> one.violations().stream()).toList();
  }

  /** Every case's warnings. */
  public List<RunFinding.Warning> warnings() {
    return cases.stream().flatMap(one -> one.warnings().stream()).toList();
  }

  /** What could not be checked in any case. */
  public List<RunFinding.NotChecked> notChecked() {
    return cases.stream().flatMap(one -> one.notChecked().stream()).toList();
  }

  /** The case that took longest, the first of several. */
  public Optional<CaseResult> slowest() {
    return cases.stream().max(Comparator.comparing(TestRunReport::duration));
  }

  private static Duration duration(CaseResult one) {
    return one.usage().duration();
  }

  /** Which part of the time limit a case took: 1 is all of it. */
  double shareOfTime(CaseResult one) {
    return (double) duration(one).toNanos() / limits.time().value().toNanos();
  }
}
