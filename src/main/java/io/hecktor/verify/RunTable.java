package io.hecktor.verify;

import io.hecktor.ByteSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** A test run for a person with five seconds: a line per case, then the slowest, then the sums. */
public final class RunTable {

  /** No line is wider, in characters. */
  static final int WIDTH = 100;

  private static final int WIDEST_CASE = 18;

  /** Beyond so many cases only those that failed have a line, and no more of them. */
  private static final int MOST_ROWS = 30;

  /** The report has them all. */
  private static final int MOST_FINDINGS = 100;

  private final TestRunReport report;
  private final boolean ascii;
  private final int caseWidth;

  /**
   * A table of a run.
   *
   * @param ascii whether to keep to ASCII, for consoles without UTF-8
   */
  public RunTable(TestRunReport report, boolean ascii) {
    this.report = report;
    this.ascii = ascii;
    int longest = report.cases().stream().mapToInt(one -> one.caseName().length()).max().orElse(0);
    this.caseWidth = Math.max(4, Math.min(longest, WIDEST_CASE));
  }

  /** The table's lines. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    TestRunReport.Subject subject = report.subject();
    lines.add(
        line(
            subject.task()
                + " "
                + report.verdict().toUpperCase(Locale.ROOT)
                + ": image "
                + subject.imageId().abbreviated()
                + ", rules of "
                + subject.profile()
                + ", engine "
                + subject.engine()));
    lines.add(row("case", "", "time", "", "memory", "", "outputs", "first violation"));
    addRows(lines);
    report.slowest().ifPresent(one -> lines.add(slowest(one)));
    BatchSummary.of(report).ifPresent(all -> all.lines().forEach(text -> lines.add(line(text))));
    lines.add(sums());
    return List.copyOf(lines);
  }

  private void addRows(List<String> lines) {
    boolean many = report.cases().size() > MOST_ROWS;
    report.cases().stream()
        .filter(one -> !many || !one.passed())
        .limit(MOST_ROWS)
        .forEach(one -> lines.add(row(one)));
    report.batch().unfinished().stream()
        .limit(MOST_ROWS)
        .forEach(one -> lines.add(line(one.caseName() + "  " + one.cause().key())));
    long shown = many ? report.cases().stream().filter(one -> !one.passed()).count() : 0;
    if (many) {
      lines.add(
          line(
              "and "
                  + (report.cases().size() - Math.min(shown, MOST_ROWS))
                  + " more, of which "
                  + count(Math.max(0, shown - MOST_ROWS), "case")
                  + " failed"));
    }
  }

  /**
   * What was found, lines for each violation and warning: what, evidence, the code where it is
   * known, fix. Longer than the table is wide where the words are.
   */
  public List<String> findings() {
    List<String> lines = new ArrayList<>();
    report
        .violations()
        .limit(MOST_FINDINGS)
        .forEach(
            one -> {
              String what = one.rule().key() + " (" + one.code() + "): " + one.subject();
              List<String> words = new ArrayList<>(List.of(one.evidence(), one.fix()));
              one.codeLine().ifPresent(line -> words.add(1, line));
              add(lines, what, one, words);
            });
    report
        .warnings()
        .limit(MOST_FINDINGS)
        .forEach(
            one -> {
              String what =
                  "warning, " + one.rule().key() + " (" + one.code() + "): " + one.subject();
              add(lines, what, one, List.of(one.evidence(), one.fix()));
            });
    report
        .notChecked()
        .map(one -> "not checked, " + one.rule().key() + ": " + one.reason())
        .distinct()
        .limit(MOST_FINDINGS)
        .forEach(what -> lines.add(plain(what)));
    return List.copyOf(lines);
  }

  private void add(List<String> lines, String what, RunFinding finding, List<String> words) {
    lines.add(plain(finding.caseName() + ": " + what));
    for (String text : words) {
      text.lines().forEach(part -> lines.add(plain("    " + part)));
    }
  }

  private String row(CaseResult one) {
    OptionalLong peak = one.usage().peakMemoryBytes();
    Optional<RunFinding.Violation> first = one.violations().stream().findFirst();
    return row(
        cut(plain(one.caseName()), WIDEST_CASE),
        one.passed() ? "pass" : "FAIL",
        LimitRules.Shown.seconds(one.usage().duration()),
        share(one.usage().duration().toNanos(), report.limits().time().value().toNanos()),
        peak.isPresent() ? ByteSize.format(peak.getAsLong()) : "?",
        peak.isPresent() ? share(peak.getAsLong(), report.limits().memoryBytes().value()) : "",
        outputs(one.outputs()),
        first.map(found -> found.rule().key() + ": " + found.subject()).orElse(""));
  }

  private static String share(long part, long whole) {
    return LimitRules.Shown.share(part, whole);
  }

  private static String outputs(Outputs outputs) {
    int count = outputs.listed().size() + outputs.omitted();
    return count == 0 ? "none" : count + ", " + ByteSize.format(outputs.bytes());
  }

  private String row(String... cells) {
    String front =
        String.format(
            Locale.ROOT,
            "%-" + caseWidth + "s  %-4s  %8s %5s  %8s %5s  %-11s  ",
            cells[0],
            cells[1],
            cells[2],
            cells[3],
            cells[4],
            cells[5],
            cells[6]);
    return line(front + cells[7]);
  }

  private String slowest(CaseResult one) {
    return line(
        "slowest: "
            + cut(plain(one.caseName()), 40)
            + ", "
            + LimitRules.Shown.seconds(one.usage().duration())
            + ", "
            + share(one.usage().duration().toNanos(), report.limits().time().value().toNanos())
            + " of the limit of "
            + LimitRules.Shown.seconds(report.limits().time().value()));
  }

  private String sums() {
    return line(
        count(report.violations().count(), "violation")
            + ", "
            + count(report.warnings().count(), "warning")
            + ", "
            + report.notChecked().count()
            + " not checked");
  }

  private static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private String line(String text) {
    return cut(plain(text), WIDTH).stripTrailing();
  }

  private String cut(String text, int most) {
    String end = ascii ? "..." : "…";
    return text.length() <= most ? text : text.substring(0, most - end.length()) + end;
  }

  private String plain(String text) {
    String safe = Printable.line(text, Integer.MAX_VALUE);
    return ascii ? safe.replace("…", "...").replaceAll("[^ -~]", "?") : safe;
  }
}
