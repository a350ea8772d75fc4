package io.hecktor.verify;

import io.hecktor.ErrorCode;
import io.hecktor.challenge.LogRules;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Warns of what the platform does not keep of a program's output, or dies of. Streams are read
 * once, in bounded memory, and no further than 64 MiB.
 */
final class LogCheck {

  private static final long MOST_BYTES = 64L << 20;

  private final LogRules rules;
  private final Findings findings;

  LogCheck(LogRules rules, Findings findings) {
    this.rules = rules;
    this.findings = findings;
  }

  /** Judges both streams of a run that ended with this exit code. */
  void judge(CaseFacts.RunFiles files, int exitCode) throws IOException {
    judge(files.stdout(), "stdout");
    judge(files.stderr(), "stderr");
    if (exitCode == 0 && Files.exists(files.stderr()) && Files.size(files.stderr()) > 0) {
      findings.warning(
          RunRule.EXIT,
          ErrorCode.RUN_LOG,
          new Findings.Told(
              "stderr is not empty",
              "The platform shows a success with anything on stderr in the colour of a warning; it is"
                  + " no failure.",
              "Print progress to stdout, and keep stderr for what goes wrong."));
    }
  }

  private void judge(Path file, String name) throws IOException {
    LogScan scan = new LogScan(rules.lineBytes().value());
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      long total = 0;
      for (int read; total < MOST_BYTES && (read = in.read(buffer)) >= 0; total += read) {
        scan.add(buffer, read);
      }
      scan.end();
      report(scan, name);
      if (total >= MOST_BYTES && in.read() >= 0) {
        findings.notChecked(
            RunRule.EXIT, name + " beyond its first " + MOST_BYTES + " bytes: it is longer.");
      }
    } catch (NoSuchFileException e) {
      findings.notChecked(RunRule.EXIT, name + ": the engine kept none.");
    }
  }

  private void report(LogScan scan, String name) {
    if (scan.badUtf8Line() > 0) {
      findings.warning(
          RunRule.EXIT,
          ErrorCode.RUN_LOG,
          new Findings.Told(
              name + " is not UTF-8 in line " + scan.badUtf8Line(),
              "The platform reads the streams as UTF-8 and, at the first byte that is not, kills the run"
                  + " with \"An unexpected error occurred\" ("
                  + rules.lineBytes().origin()
                  + ").",
              "Add `-Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8` to `<jvmFlags>` (up to Java 17"
                  + " `-Dsun.stdout.encoding`, `-Dsun.stderr.encoding`), and print no"
                  + " binary data."));
    }
    if (scan.longLines() > 0) {
      findings.warning(
          RunRule.EXIT,
          ErrorCode.RUN_LOG,
          new Findings.Told(
              name
                  + " has "
                  + scan.longLines()
                  + " lines over "
                  + rules.lineBytes().value()
                  + " bytes",
              "The first is line "
                  + scan.firstLongLine()
                  + ". The platform drops each: \"WARNING: A log line was skipped as it was too long\";"
                  + " a progress bar with \\r alone counts as one line.",
              "End lines with a line feed, and print arrays in parts."));
    }
    long kept = rules.keptLines().value();
    if (scan.lines() > kept) {
      findings.warning(
          RunRule.EXIT,
          ErrorCode.RUN_LOG,
          new Findings.Told(
              name + " has " + scan.lines() + " lines",
              "The platform keeps the last " + kept + " (" + rules.keptLines().origin() + ").",
              "Print less, and what matters last."));
    }
  }
}
