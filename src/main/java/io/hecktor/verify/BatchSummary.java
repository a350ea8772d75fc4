package io.hecktor.verify;

import io.hecktor.ByteSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A batch in figures: how time and memory are spread against their limits, which cases took most,
 * and what that says of the challenge's cases.
 *
 * @param passed cases that kept every rule
 * @param failed cases that broke one
 * @param time in seconds
 * @param memory in bytes, of the cases whose peak was measured
 * @param slowest the cases that took longest, first the longest
 * @param hungriest the cases that took most memory, first the hungriest
 * @param scores how outputs agree with those that were expected
 */
record BatchSummary(
    TestRunReport report,
    int passed,
    int failed,
    Spread time,
    Optional<Spread> memory,
    List<CaseResult> slowest,
    List<CaseResult> hungriest,
    List<ScoreSummary.Figure> scores) {

  /** How many cases the challenge's last phase has. */
  static final int TEST_PHASE = 400;

  private static final int MOST_NAMED = 5;

  /** With fewer cases the table tells it all. */
  private static final int LEAST_TOLD = 10;

  /** Sums up a report; empty where no case has run. */
  static Optional<BatchSummary> of(TestRunReport report) {
    return report.cases().isEmpty() ? Optional.empty() : Optional.of(new Sums().of(report));
  }

  /** What grows while one case after the other is looked at. */
  private static final class Sums {

    private final List<Double> seconds = new ArrayList<>();
    private final List<Double> bytes = new ArrayList<>();
    private final List<CaseResult> slowest = new ArrayList<>();
    private final List<CaseResult> hungriest = new ArrayList<>();
    private final ScoreSummary scores = new ScoreSummary();
    private int passed;

    private BatchSummary of(TestRunReport report) {
      report.cases().forEach(this::add);
      return new BatchSummary(
          report,
          passed,
          seconds.size() - passed,
          new Spread(seconds),
          bytes.isEmpty() ? Optional.empty() : Optional.of(new Spread(bytes)),
          List.copyOf(slowest),
          List.copyOf(hungriest),
          scores.figures());
    }

    private void add(CaseResult one) {
      CaseResult bare =
          new CaseResult(
              one.caseName(),
              one.ending(),
              one.usage(),
              new Outputs(List.of(), 0),
              List.of(),
              List.of());
      passed += one.passed() ? 1 : 0;
      seconds.add(seconds(one));
      keep(slowest, bare, Comparator.comparing(BatchSummary::seconds));
      if (one.usage().peakMemoryBytes().isPresent()) {
        bytes.add((double) peak(one));
        keep(hungriest, bare, Comparator.comparing(BatchSummary::peak));
      }
      scores.add(one);
    }

    private static void keep(List<CaseResult> most, CaseResult one, Comparator<CaseResult> order) {
      most.add(one);
      most.sort(order.reversed());
      if (most.size() > MOST_NAMED) {
        most.remove(MOST_NAMED);
      }
    }
  }

  static double seconds(CaseResult one) {
    return one.usage().duration().toNanos() / 1e9;
  }

  static long peak(CaseResult one) {
    return one.usage().peakMemoryBytes().orElse(0);
  }

  /** What is known of cases to come, from those that have a verdict. */
  Chance chance() {
    return new Chance(failed, passed + failed);
  }

  double timeLimit() {
    return report.limits().time().value().toNanos() / 1e9;
  }

  long memoryLimit() {
    return report.limits().memoryBytes().value();
  }

  /** For the console; nothing for so few cases that the table tells it all. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    scores.forEach(one -> lines.add(line(one)));
    if (passed + failed < LEAST_TOLD && report.batch().unfinished().isEmpty()) {
      return lines;
    }
    lines.add(cases());
    lines.add("time: " + timeWords());
    memory.ifPresent(spread -> lines.add("memory: " + memoryWords(spread)));
    lines.add("slowest five: " + named(slowest, one -> shown(seconds(one))));
    if (!hungriest.isEmpty()) {
      lines.add("hungriest five: " + named(hungriest, one -> ByteSize.format(peak(one))));
    }
    lines.add(chanceWords());
    lines.add(
        "chance that one of "
            + TEST_PHASE
            + " more is slower than the slowest seen: "
            + percent(time.anyAbove(TEST_PHASE)));
    return lines;
  }

  private String cases() {
    String sampled =
        report.batch().found() > passed + failed + report.batch().unfinished().size()
            ? " (chosen from " + report.batch().found() + ")"
            : "";
    int open = report.batch().unfinished().size();
    return (passed + failed)
        + " cases"
        + sampled
        + ": "
        + passed
        + " passed, "
        + failed
        + " failed"
        + (open == 0 ? "" : "; " + open + " without a verdict");
  }

  private static String line(ScoreSummary.Figure one) {
    return String.format(
        Locale.ROOT,
        "%s: %s %.4f (%d cases, %s)",
        one.path(),
        one.name(),
        one.value(),
        one.cases(),
        one.rest());
  }

  private String timeWords() {
    return "median "
        + shown(time.quantile(0.5))
        + ", 9 of 10 within "
        + shown(time.quantile(0.9))
        + ", most "
        + shown(time.most())
        + " ("
        + margin(timeLimit() / time.most())
        + " below "
        + LimitRules.Shown.seconds(report.limits().time().value())
        + ")";
  }

  private String memoryWords(Spread spread) {
    return "median "
        + ByteSize.format((long) spread.quantile(0.5))
        + ", 9 of 10 within "
        + ByteSize.format((long) spread.quantile(0.9))
        + ", most "
        + ByteSize.format((long) spread.most())
        + " ("
        + margin(memoryLimit() / Math.max(1, spread.most()))
        + " below "
        + ByteSize.format(memoryLimit())
        + ")";
  }

  private String chanceWords() {
    Chance.Interval any = chance().anyOf(TEST_PHASE);
    return "chance that "
        + TEST_PHASE
        + " cases like these hold a breach: "
        + percent(any.low())
        + " to "
        + percent(any.high())
        + " (seen: "
        + failed
        + " of "
        + (passed + failed)
        + ")";
  }

  private static String named(
      List<CaseResult> cases, java.util.function.Function<CaseResult, String> figure) {
    return cases.stream()
        .map(one -> one.caseName() + " " + figure.apply(one))
        .collect(Collectors.joining(", "));
  }

  private static String shown(double seconds) {
    return LimitRules.Shown.seconds(Duration.ofNanos((long) (seconds * 1e9)));
  }

  private static String margin(double factor) {
    return String.format(Locale.ROOT, factor < 10 ? "%.2f times" : "%.0f times", factor);
  }

  private static String percent(double share) {
    double percent = share * 100;
    boolean atTheEdge = percent > 99.5 && percent < 100;
    return atTheEdge ? "over 99 %" : String.format(Locale.ROOT, "%.0f %%", percent);
  }
}
