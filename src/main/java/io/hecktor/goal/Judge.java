package io.hecktor.goal;

import io.hecktor.ErrorCode;
import io.hecktor.sandbox.CapturedStream;
import io.hecktor.sandbox.RunObservation;
import io.hecktor.verify.CaseRecord;
import io.hecktor.verify.CaseResult;
import io.hecktor.verify.ExpectedUse;
import io.hecktor.verify.LocalCase;
import io.hecktor.verify.RunFinding;
import io.hecktor.verify.RunRule;
import io.hecktor.verify.RunRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes records of what was seen of runs, wherever they ran. */
final class Judge {

  private final ImageStart start;
  private final RunRules rules;
  private final Facts.Gpu gpu;

  /**
   * Judges runs of one image.
   *
   * @param expected what the cases' expected outputs are for
   * @param gpu what is known of the machine's GPU apart from the runs
   */
  Judge(ImageStart start, ExpectedUse expected, Facts.Gpu gpu) {
    this.start = start;
    this.rules = new RunRules(start.profile(), start.task().task(), expected);
    this.gpu = gpu;
  }

  /**
   * Where a record comes from.
   *
   * @param stamp all that the verdict depends on
   * @param machine where it ran; empty for the machine that reports
   */
  record Origin(String stamp, String machine) {}

  /** Judges a run that has left its output in a folder of this machine. */
  CaseRecord record(LocalCase local, Origin origin, Path output, RunObservation seen)
      throws IOException {
    CaseResult judged = rules.judge(Facts.of(local, output, seen, gpu));
    if (start.debug()) {
      keepWords(seen.stdout().file(), output);
    }
    return new CaseRecord(
        origin.stamp(),
        seen.engine(),
        origin.machine(),
        Exactly.words(seen),
        judged.with(remarks(local.name(), seen)));
  }

  /**
   * Puts standard output beside the program's own files, after they were judged. A {@code log.txt}
   * of the program's own stays.
   */
  private static void keepWords(Path stdout, Path output) throws IOException {
    Path log = output.resolve("log.txt");
    if (!Files.exists(log, LinkOption.NOFOLLOW_LINKS) && Files.isWritable(output)) {
      Files.copy(stdout, log);
    }
  }

  /** What the platform never mentions and a participant wants to know. */
  private static List<RunFinding> remarks(String name, RunObservation seen) {
    List<RunFinding> remarks = new ArrayList<>();
    List<String> left = seen.ending().leftOver().orElse(List.of());
    if (!left.isEmpty()) {
      remarks.add(
          new RunFinding.Warning(
              name,
              RunRule.EXIT,
              ErrorCode.PROCESSES_LEFT,
              "left " + left.size() + " processes running",
              "They were killed: " + String.join(", ", left) + ".",
              "Wait for children before the program ends, or what they write may be lost."));
    }
    for (CapturedStream stream : List.of(seen.stdout(), seen.stderr())) {
      if (stream.truncated()) {
        String what = String.valueOf(stream.file().getFileName());
        remarks.add(
            new RunFinding.NotChecked(
                name,
                RunRule.EXIT,
                what
                    + " is not whole: of "
                    + stream.totalBytes()
                    + " bytes the beginning and the end were kept."));
      }
    }
    return remarks;
  }
}
