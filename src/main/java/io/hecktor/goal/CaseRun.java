package io.hecktor.goal;

import io.hecktor.HecktorException;
import io.hecktor.sandbox.Engine;
import io.hecktor.sandbox.FileTrees;
import io.hecktor.sandbox.ImageSource;
import io.hecktor.sandbox.RunFiles;
import io.hecktor.sandbox.RunObservation;
import io.hecktor.sandbox.RunSpec;
import io.hecktor.verify.CaseRecord;
import io.hecktor.verify.ExpectedUse;
import io.hecktor.verify.LocalCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Runs an image on one case after the other, or on several at once, and judges each run. */
final class CaseRun {

  private final Place place;
  private final Engine engine;
  private final Judge judge;

  CaseRun(Place place, LocalExecutor.Machine machine) {
    this.place = place;
    this.engine = machine.engine();
    this.judge =
        new Judge(place.start(), place.expected(), new Facts.Gpu(Facts.NO_GPU, machine.measured()));
  }

  /**
   * What all cases share.
   *
   * @param start how the image is started
   * @param image unpacked, and as an archive for an engine that loads those
   * @param expected what the cases' expected outputs are for
   * @param folder of the task's test run
   * @param scratch where runs keep what only they need, on a disk of this machine
   * @param search for the code behind broken rules, where that is wanted
   */
  record Place(
      ImageStart start,
      ImageSource image,
      ExpectedUse expected,
      Path folder,
      Path scratch,
      Optional<CodeSearch> search) {}

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
      new OpenToAll(place.start().program())
          .require(local.input(), local.label() + "/" + local.input().getFileName());
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
    CaseRecord judged = judge.record(local, new Judge.Origin(stamp, machine), output, seen);
    return place.search().isPresent()
        ? judged.with(place.search().get().explain(local, judged.result()))
        : judged;
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
}
