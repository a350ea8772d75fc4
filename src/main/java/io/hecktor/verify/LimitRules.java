package io.hecktor.verify;

import io.hecktor.ByteSize;
import io.hecktor.challenge.Limits;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Judges time and memory, and warns where a run comes close to a limit. */
final class LimitRules {

  private static final double CLOSE = 0.8;

  private final Limits limits;
  private final CaseFacts facts;
  private final Findings findings;

  LimitRules(Limits limits, CaseFacts facts, Findings findings) {
    this.limits = limits;
    this.facts = facts;
    this.findings = findings;
  }

  void judge(Optional<Diagnosis> lastWords) {
    memory(lastWords);
    time();
  }

  private void time() {
    Duration limit = limits.time().value();
    Duration took = facts.usage().duration();
    if (facts.ending().timedOut() || took.compareTo(limit) > 0) {
      findings.violation(
          RunRule.TIME,
          "over the limit of " + Shown.seconds(limit),
          "Stopped after "
              + Shown.seconds(took)
              + " ("
              + limits.time().origin()
              + "). The platform says \"Time limit exceeded\".",
          "Make it faster, and wait for no child that may not end; for a slower machine raise the"
              + " limit here with `-Dhecktor.timeLimit`.");
    } else if (took.toNanos() > CLOSE * limit.toNanos()) {
      findings.warning(
          RunRule.TIME,
          Shown.share(took.toNanos(), limit.toNanos()) + " of the time limit",
          Shown.seconds(took) + " of " + Shown.seconds(limit) + ".",
          "Leave a margin: the challenge's machine has 4 processors and may be slower than yours.");
    }
  }

  private void memory(Optional<Diagnosis> lastWords) {
    long limit = limits.memoryBytes().value();
    OptionalLong peak = facts.usage().peakMemoryBytes();
    boolean over = peak.isPresent() && peak.getAsLong() > limit;
    if (facts.ending().outOfMemory() || over) {
      findings.violation(
          RunRule.MEMORY,
          "over the limit of " + ByteSize.format(limit),
          "The process tree's peak was "
              + (peak.isPresent() ? ByteSize.format(peak.getAsLong()) : "not measured")
              + (facts.ending().outOfMemory() ? ", and it was stopped for it" : "")
              + " ("
              + limits.memoryBytes().origin()
              + ").",
          "Hold less at once, and bound the heap with `-Xmx` in `<jvmFlags>`: native memory comes on"
              + " top of it.");
    } else if (refused(lastWords)) {
      dataSegment(lastWords.get());
    } else if (peak.isPresent() && peak.getAsLong() > CLOSE * limit) {
      findings.warning(
          RunRule.MEMORY,
          Shown.share(peak.getAsLong(), limit) + " of the memory limit",
          ByteSize.format(peak.getAsLong()) + " of " + ByteSize.format(limit) + ".",
          "Leave a margin: larger cases than these will come.");
    }
  }

  /** Beyond RLIMIT_DATA nobody is killed: the program is refused memory and ends in its own way. */
  private boolean refused(Optional<Diagnosis> lastWords) {
    return limits.dataSegmentBytes().isPresent()
        && facts.ending().exitCode() != 0
        && !facts.ending().timedOut()
        && lastWords.filter(Diagnosis::memory).isPresent();
  }

  private void dataSegment(Diagnosis diagnosis) {
    long limit = limits.dataSegmentBytes().map(rule -> rule.value()).orElse(0L);
    findings.violation(
        RunRule.MEMORY,
        "refused memory beyond " + ByteSize.format(limit) + " per process",
        diagnosis.cause()
            + ": \""
            + diagnosis.line().strip()
            + "\". The platform sets RLIMIT_DATA ("
            + limits.dataSegmentBytes().map(rule -> rule.origin()).orElse("")
            + ").",
        diagnosis.fix());
  }

  /** Figures as people read them. */
  static final class Shown {

    private Shown() {}

    /** Such as {@code 3.20 s} or {@code 15 min}. */
    static String seconds(Duration time) {
      double seconds = time.toMillis() / 1000.0;
      if (seconds >= 120 && time.toMillis() % 60_000 == 0) {
        return time.toMinutes() + " min";
      }
      return String.format(Locale.ROOT, seconds < 10 ? "%.2f s" : "%.1f s", seconds);
    }

    /** Such as {@code 0.4 %} or {@code 83 %}. */
    static String share(long part, long whole) {
      double percent = whole <= 0 ? 0 : 100.0 * part / whole;
      return String.format(Locale.ROOT, percent < 9.95 ? "%.1f %%" : "%.0f %%", percent);
    }
  }
}
