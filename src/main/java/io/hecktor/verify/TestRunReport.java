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
import java.util.stream.Stream;

/**
 * One task's test run, whole: what {@code report.json}, the JUnit file and the table tell.
 *
 * @param subject what ran, and where
 * @param started when the first case began
 * @param limits what the runs were held to
 * @param exactness for each rule, how the engine saw it and how exact that is, in words
 * @param cases in the order of {@link Cases#find}; perhaps read from the disk when asked for, so
 *     that many of them need no memory
 * @param batch what there is to say of them all
 */
public record TestRunReport(
    Subject subject,
    Instant started,
    Limits limits,
    Map<RunRule, String> exactness,
    List<CaseResult> cases,
    BatchFacts batch) {

  /** Copies the map. */
  public TestRunReport {
    exactness = new TreeMap<>(exactness);
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

  /**
   * Whether every case kept every rule; a run without cases proves nothing and did not pass, and
   * nor did one with a case that has not ended.
   */
  public boolean passed() {
    return !cases.isEmpty()
        && batch.unfinished().isEmpty()
        && cases.stream().allMatch(CaseResult::passed);
  }

  /** The verdict as the report spells it. */
  public String verdict() {
    return verdict(passed());
  }

  static String verdict(boolean passed) {
    return passed ? "pass" : "fail";
  }

  /** Every case's broken rules, one case after the other. */
  public Stream<RunFinding.Violation> violations() {
    return cases.stream().flatMap(one -> one.violations().stream());
  }

  /** Every case's warnings. */
  Stream<RunFinding.Warning> warnings() {
    return cases.stream().flatMap(one -> one.warnings().stream());
  }

  /** What could not be checked in any case. */
  Stream<RunFinding.NotChecked> notChecked() {
    return cases.stream().flatMap(one -> one.notChecked().stream());
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
