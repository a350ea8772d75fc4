package io.hecktor.verify;

import io.hecktor.ErrorCode;
import java.util.List;
import java.util.Optional;

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
   * @param stack the Java code that did it, from the innermost frame on, where that was found
   */
  record Violation(
      String caseName,
      RunRule rule,
      ErrorCode code,
      String subject,
      String evidence,
      String fix,
      List<String> stack)
      implements RunFinding {

    /** Frames beyond are left out. */
    private static final int MOST_FRAMES = 260;

    /** Makes text that the container wrote safe to show. */
    public Violation {
      stack =
          stack.stream()
              .limit(MOST_FRAMES)
              .map(frame -> Printable.line(frame, Printable.SUBJECT_CHARS))
              .toList();
      subject = Printable.line(subject, Printable.SUBJECT_CHARS);
      evidence = Printable.lines(evidence, Printable.EVIDENCE_CHARS);
      fix = Printable.line(fix, Printable.EVIDENCE_CHARS);
    }

    /** One that the catalogue knows by its rule alone. */
    public Violation(String caseName, RunRule rule, String subject, String evidence, String fix) {
      this(caseName, rule, rule.code(), subject, evidence, fix, List.of());
    }

    /** One whose stack is not known. */
    Violation(
        String caseName,
        RunRule rule,
        ErrorCode code,
        String subject,
        String evidence,
        String fix) {
      this(caseName, rule, code, subject, evidence, fix, List.of());
    }

    /**
     * The same with the Java code behind it.
     *
     * @param words what the stack is of, where it is not simply the attempt's; a sentence or
     *     nothing
     */
    public Violation withStack(String words, List<String> found) {
      String told = words.isEmpty() ? evidence : evidence + " " + words;
      return new Violation(caseName, rule, code, subject, told, fix, found);
    }

    /** Who did it on one line, such as {@code at org.example.Main.save(Main.java:7)}. */
    public Optional<String> codeLine() {
      return CodeLine.of(stack);
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
