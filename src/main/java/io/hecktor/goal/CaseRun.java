package io.hecktor.goal;

import io.hecktor.HecktorException;
import io.hecktor.sandbox.CapturedStream;
import io.hecktor.sandbox.Engine;
import io.hecktor.sandbox.FileTrees;
import io.hecktor.sandbox.ImageSource;
import io.hecktor.sandbox.RunFiles;
import io.hecktor.sandbox.RunObservation;
import io.hecktor.sandbox.RunSpec;
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

/** Runs an image on one case after the other, or on several at once, and judges each run. */
final class CaseRun {

  private final Place place;
  private final Engine engine;
  private final RunRules rules;

  CaseRun(Place place, Engine engine) {
    this.place = place;
    this.engine = engine;
    this.rules =
        new RunRules(place.start().profile(), place.start().task().task(), place.expected());
  }

  /**
   * What all cases share.
   *
   * @param start how the image is started
   * @param image unpacked, and as an archive for an engine that loads those
   * @param expected what the cases' expected outputs are for
   * @param folder of the task's test run
   * @param scratch where runs keep what only they need, on a disk of this machine
   */
  record Place(
      ImageStart start, ImageSource image, ExpectedUse expected, Path folder, Path scratch) {}

  /**
   * Runs and judges a case; nothing of an older run of it stays behind.
   *
   * @param stamp all that the verdict depends on
   * @param machine where this runs; empty for the machine that reports
   * @throws HecktorException if its container could not be set up
   */
  CaseRecord record(LocalCase local, String stamp, String machine)
      throws HecktorException, IOException {
    if (!engine.mapsUser()) {
      new OpenToAll(place.start().program()).require(local.input(), local.label() + "/input");
    }
    Path folder = place.folder().resolve(local.name());
    FileTrees.delete(folder);
    Path output = Files.createDirectories(folder.resolve("output"));
    RunFiles files =
        new RunFiles(
            place.scratch().resolve(local.name()),
            folder.resolve("stdout.log"),
            folder.resolve("stderr.log"));
    RunObservation seen = engine.run(spec(local, output, files));
    CaseResult judged = rules.judge(Facts.of(local, output, seen));
    if (place.start().debug()) {
      keepWords(seen.stdout().file(), output);
    }
    return new CaseRecord(
        stamp,
        engine.name(),
        machine,
        Exactly.words(seen),
        judged.with(remarks(local.name(), seen)));
  }

  private RunSpec spec(LocalCase local, Path output, RunFiles files) {
    ImageStart start = place.start();
    return new RunSpec(
        place.image(),
        start.program(),
        start.folders(local.input(), output),
        start.limits(),
        files,
        start.gpu());
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
