package io.hecktor.verify;

import io.hecktor.ErrorCode;

/** What a run's judge has to say about one case; only a {@link Violation} fails the run. */
public sealed interface RunFinding {

  /** The case, named as its folder. */
  String caseName();

  /** The rule that it is about. */
  RunRule rule();

  /** Whether it makes the task's verdict {@code fail}. */
  default boolean failsRun() {
    return false;
  }

  /**
   * A rule that was broken.
   *
   * @param code where the catalogue of errors tells more
   * @param subject what broke it, in a few words: a path, an address, an exit code
   * @param evidence what was seen, and what the platform would say to it
   * @param fix what to do, with something to paste
   */
  record Violation(
      String caseName, RunRule rule, ErrorCode code, String subject, String evidence, String fix)
      implements RunFinding {
    /** Makes text that the container wrote safe to show. */
    public Violation {
      subject = Printable.line(subject, Printable.SUBJECT_CHARS);
      evidence = Printable.lines(evidence, Printable.EVIDENCE_CHARS);
      fix = Printable.line(fix, Printable.EVIDENCE_CHARS);
    }

    /** One that the catalogue knows by its rule alone. */
    public Violation(String caseName, RunRule rule, String subject, String evidence, String fix) {
      this(caseName, rule, rule.code(), subject, evidence, fix);
    }

    @Override
    public boolean failsRun() {
      return true;
    }
  }

  /**
   * Something that the platform tolerates, but that a participant wants to know.
   *
   * @param code where the catalogue of errors tells more
   * @param subject what it is about, in a few words
   * @param evidence what was seen
   * @param fix what to do
   */
  record Warning(
      String caseName, RunRule rule, ErrorCode code, String subject, String evidence, String fix)
      implements RunFinding {
    /** Makes text that the container wrote safe to show. */
    public Warning {
      subject = Printable.line(subject, Printable.SUBJECT_CHARS);
      evidence = Printable.lines(evidence, Printable.EVIDENCE_CHARS);
      fix = Printable.line(fix, Printable.EVIDENCE_CHARS);
    }

    /** One that the catalogue knows by its rule alone. */
    public Warning(String caseName, RunRule rule, String subject, String evidence, String fix) {
      this(caseName, rule, rule.code(), subject, evidence, fix);
    }
  }

  /**
   * A rule, or a part of one, that could not be checked; it has not been kept for that.
   *
   * @param reason what stood in the way
   */
  record NotChecked(String caseName, RunRule rule, String reason) implements RunFinding {
    /** Makes text that the container wrote safe to show. */
    public NotChecked {
      reason = Printable.line(reason, Printable.EVIDENCE_CHARS);
    }
  }
}
