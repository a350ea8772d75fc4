package io.hecktor.verify;

import java.util.List;
import java.util.regex.Pattern;

/** What to do about an attempt, by what it was about; the first row that knows it counts. */
final class Advice {

  private static final List<Row> NETWORK =
      List.of(
          row(
              "microsoft\\.com|applicationinsights",
              "ONNX Runtime phones home from some releases on: call"
                  + " `OrtEnvironment.getEnvironment().setTelemetry(false)` first, or take a release"
                  + " that does not."),
          row(
              "djl\\.ai",
              "Tell DJL to stay at home: `-Dai.djl.offline=true` in `<jvmFlags>` and"
                  + " `OPT_OUT_TRACKING=true`; ship its native libraries as jars."),
          row(
              "huggingface|hf\\.co|pytorch\\.org|amazonaws|googleapis|github",
              "A model or library is fetched at run time: put it into the task's `resources/`."));

  private static final String NO_NETWORK =
      "Find the code that does it (a download, telemetry, a licence or version check, a log"
          + " appender) and switch it off; ship what it fetches in the task's `resources/`.";

  private static final List<Row> WRITES =
      List.of(
          row(
              "hs_err|core\\.\\d+$|replay_pid",
              "The JVM crashed and wanted to say why: add `-XX:ErrorFile=/tmp/hs_err.log` to"
                  + " `<jvmFlags>`."),
          row(
              "\\.java/|\\.userPrefs|\\.systemPrefs",
              "Send Java's preferences to `/tmp`: `-Djava.util.prefs.userRoot=/tmp"
                  + " -Djava.util.prefs.systemRoot=/tmp` in `<jvmFlags>`."),
          row(
              "\\.djl\\.ai",
              "Send DJL's cache to `/tmp`: `-DDJL_CACHE_DIR=/tmp/djl` in `<jvmFlags>`."),
          row(
              "/\\.cache|/\\.config|/\\.local|/\\.nv|/home/|/root/",
              "Send what belongs to the home folder to `/tmp`: `-Duser.home=/tmp` in `<jvmFlags>`;"
                  + " native libraries ask `HOME` or a variable of their own."),
          row(
              "^(?:\\S+ )?/var/tmp",
              "`/var/tmp` is not `/tmp`: set `-Djava.io.tmpdir=/tmp` in `<jvmFlags>` and `TMPDIR`."),
          row(
              "^(?:\\S+ )?/dev/shm",
              "Keep shared memory in `/tmp` instead, as files that are mapped."),
          row(
              "^(?:\\S+ )?/opt/app",
              "The application's folder is read-only: write caches and logs to `/tmp`."));

  private static final String NO_WRITE =
      "Write to the output directory (`HECKTOR_OUTPUT`) or to `/tmp` only.";

  private Advice() {}

  private record Row(Pattern subject, String fix) {}

  private static Row row(String subject, String fix) {
    return new Row(Pattern.compile(subject), fix);
  }

  static String on(CaseFacts.Attempt attempt) {
    return switch (attempt.rule()) {
      case NETWORK -> first(NETWORK, attempt, NO_NETWORK);
      default -> first(WRITES, attempt, NO_WRITE);
    };
  }

  private static String first(List<Row> rows, CaseFacts.Attempt attempt, String otherwise) {
    return rows.stream()
        .filter(row -> row.subject().matcher(attempt.subject()).find())
        .map(Row::fix)
        .findFirst()
        .orElse(otherwise);
  }
}
