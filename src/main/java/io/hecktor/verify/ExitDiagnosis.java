package io.hecktor.verify;

import io.hecktor.ErrorCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Judges how a program ended: a failure is told with its cause, as far as its last words give it
 * away, and a success with an exception in its log is doubted.
 */
final class ExitDiagnosis {

  /** Lines further back belong to what went well. */
  private static final int LINES_THAT_COUNT = 40;

  private static final Map<Integer, String> SIGNALS =
      Map.of(
          1, "SIGHUP", 2, "SIGINT", 4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", 9,
          "SIGKILL", 11, "SIGSEGV", 13, "SIGPIPE", 15, "SIGTERM");

  private final LastWords words;

  ExitDiagnosis(LastWords words) {
    this.words = words;
  }

  /** Judges a run that ended by itself. */
  void judge(CaseFacts.Ending ending, Findings findings) {
    if (ending.exitCode() == 0 && ending.signal().isEmpty()) {
      doubt(findings);
      return;
    }
    Diagnosis diagnosis = cause().orElseGet(() -> byCode(ending));
    findings.violation(
        RunRule.EXIT,
        diagnosis.code(),
        new Findings.Told(subject(ending), evidence(diagnosis), diagnosis.fix()));
  }

  /** What the last words tell: stderr's before stdout's, the latest line first. */
  Optional<Diagnosis> cause() {
    return latest(words.stderr()).or(() -> latest(words.stdout()));
  }

  private static Optional<Diagnosis> latest(List<String> lines) {
    return newestFirst(lines).stream()
        .flatMap(line -> LastWordsTable.match(line).stream())
        .findFirst();
  }

  /** The lines that count, without the frames of stack traces. */
  private static List<String> newestFirst(List<String> lines) {
    List<String> kept = new ArrayList<>(lines.stream().filter(line -> !isFrame(line)).toList());
    Collections.reverse(kept);
    return kept.subList(0, Math.min(LINES_THAT_COUNT, kept.size()));
  }

  private static boolean isFrame(String line) {
    String bare = line.strip();
    return bare.startsWith("at ") || (bare.startsWith("... ") && bare.endsWith(" more"));
  }

  private static String subject(CaseFacts.Ending ending) {
    OptionalInt signal = signal(ending);
    if (signal.isEmpty()) {
      return "exit code " + ending.exitCode();
    }
    String name = SIGNALS.getOrDefault(signal.getAsInt(), "signal " + signal.getAsInt());
    return "killed by " + name + " (exit code " + ending.exitCode() + ")";
  }

  /** A signal of the program's own, or one that a shell between told as 128 plus its number. */
  private static OptionalInt signal(CaseFacts.Ending ending) {
    int told = ending.exitCode() - 128;
    return ending.signal().isEmpty() && SIGNALS.containsKey(told)
        ? OptionalInt.of(told)
        : ending.signal();
  }

  private String evidence(Diagnosis diagnosis) {
    StringBuilder text = new StringBuilder(diagnosis.cause()).append('.');
    String shown = words.shownByPlatform().orElse("");
    if (!diagnosis.line().isEmpty() && !diagnosis.line().equals(shown)) {
      text.append(" It said: ").append(quoted(diagnosis.line())).append('.');
    }
    if (shown.isEmpty()) {
      text.append(" stderr is empty; the platform shows \"No errors were reported in the logs.\"");
    } else {
      text.append(" The platform shows stderr's last line: ").append(quoted(shown)).append('.');
      if (isFrame(shown)) {
        text.append(" That tells nobody anything: end a failure with one clear line.");
      }
    }
    return text.toString();
  }

  private static String quoted(String line) {
    return "\"" + line.strip() + "\"";
  }

  private Diagnosis byCode(CaseFacts.Ending ending) {
    Optional<String> exception = uncaught();
    if (exception.isPresent()) {
      return new Diagnosis(
          ErrorCode.UNCAUGHT_EXCEPTION,
          "The program ended with " + LastWordsTable.exception(exception.get()).orElseThrow(),
          "Read its stack trace in `stderr.log`.",
          exception.get(),
          false);
    }
    return switch (signal(ending).orElse(0)) {
      case 9 ->
          diagnosis(
              ErrorCode.KILLED,
              "Something killed it; the system does so when memory runs out. The platform says"
                  + " \"The container was killed as it exceeded its memory limit\"",
              "Watch the peak memory in this report, and bound the heap with `-Xmx` in `<jvmFlags>`.");
      case 6 ->
          diagnosis(
              ErrorCode.NATIVE_ABORT,
              "A native library gave up",
              "Read the lines above in `stderr.log`; C++ tells the exception before `terminate`.");
      case 4 ->
          diagnosis(
              ErrorCode.ILLEGAL_INSTRUCTION,
              "Native code uses an instruction that this processor lacks",
              "Take a build of the library without AVX-512.");
      case 7, 8, 11 ->
          diagnosis(
              ErrorCode.NATIVE_CRASH,
              "Native code crashed",
              "Add `-XX:ErrorFile=/tmp/hs_err.log` to `<jvmFlags>`, and look for native memory that"
                  + " is used after it was freed.");
      default -> byPlainCode(ending.exitCode());
    };
  }

  private static Diagnosis byPlainCode(int exitCode) {
    return switch (exitCode) {
      case 126 ->
          diagnosis(
              ErrorCode.ENTRYPOINT_DENIED,
              "The entrypoint may not be executed. The platform says \"The user defined in the"
                  + " containers USER instruction does not have permission to execute the command\"",
              "Make the file executable for all: `chmod a+rx`.");
      case 127 ->
          diagnosis(
              ErrorCode.ENTRYPOINT_MISSING,
              "The entrypoint was not found. The platform says \"The command defined by the"
                  + " containers ENTRYPOINT and CMD instructions does not exist\"",
              "Take a base image with glibc (`<base>`), and look at `<jre>`.");
      default ->
          diagnosis(
              ErrorCode.UNEXPLAINED_EXIT,
              "The program ended itself and did not say why",
              "Print one clear line to stderr before each `System.exit`, and read `stdout.log`.");
    };
  }

  private static Diagnosis diagnosis(ErrorCode code, String cause, String fix) {
    return new Diagnosis(code, cause, fix, "", false);
  }

  /** The line of the root of the exception that ended the program: the last one named. */
  private Optional<String> uncaught() {
    return newestFirst(words.stderr()).stream()
        .filter(line -> LastWordsTable.exception(line).isPresent())
        .findFirst();
  }

  private void doubt(Findings findings) {
    Optional<String> swallowed = traced(words.stderr()).or(() -> traced(words.stdout()));
    if (swallowed.isEmpty()) {
      return;
    }
    String fix =
        cause().map(Diagnosis::fix).orElse("Let it end the program with another exit code.");
    findings.warning(
        RunRule.EXIT,
        ErrorCode.FAILURE_SWALLOWED,
        new Findings.Told(
            "exit code 0 after " + swallowed.get(),
            "The log ends in a stack trace, yet the program tells success; the platform then takes what"
                + " it left for the result.",
            fix.substring(0, 1).toUpperCase(Locale.ROOT) + fix.substring(1)));
  }

  /** An exception whose stack trace was printed; a mere mention does not count. */
  private static Optional<String> traced(List<String> lines) {
    for (int i = lines.size() - 2; i >= 0; i--) {
      Optional<String> exception = LastWordsTable.exception(lines.get(i));
      if (exception.isPresent() && isFrame(lines.get(i + 1))) {
        return exception;
      }
    }
    return Optional.empty();
  }
}
