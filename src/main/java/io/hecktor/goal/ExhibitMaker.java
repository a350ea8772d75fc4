package io.hecktor.goal;

import io.hecktor.Progress;
import io.hecktor.blob.AtomicFile;
import io.hecktor.challenge.OutputShape;
import io.hecktor.page.Exhibit;
import io.hecktor.picture.MaskPictures;
import io.hecktor.picture.Picture;
import io.hecktor.sandbox.FileTrees;
import io.hecktor.verify.CaseResult;
import io.hecktor.verify.LocalCase;
import io.hecktor.verify.OutputFiles;
import io.hecktor.verify.Outputs;
import io.hecktor.verify.TestRunReport;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps what a page shows of a batch's cases, while inputs and outputs are there: pictures, values,
 * the ends of logs. Of a large batch those cases that failed come first, and a few of the others.
 */
final class ExhibitMaker {

  private static final String FOLDER = ".exhibits";
  private static final int MOST_CASES = 30;
  private static final int MOST_PICTURES = 8;
  private static final int VALUE_BYTES = 4096;
  private static final int LOG_BYTES = 3000;

  private final Batch batch;
  private final Progress progress;
  private int pictures;

  ExhibitMaker(Batch batch, Progress progress) {
    this.batch = batch;
    this.progress = progress;
  }

  /** Where the exhibits of a task's test run are. */
  static Path folder(Path testRun) {
    return testRun.resolve(FOLDER);
  }

  /** Makes the exhibits; where the disk fails there are none, and the run is none the worse. */
  void make(TestRunReport report) {
    Path folder = folder(batch.folder());
    try (Progress.Work work = progress.begin("drawing " + batch.task(), Progress.UNKNOWN)) {
      FileTrees.delete(folder);
      List<CaseResult> chosen = new ArrayList<>();
      for (boolean passed : new boolean[] {false, true}) {
        report.cases().stream()
            .filter(one -> one.passed() == passed)
            .limit(MOST_CASES - chosen.size())
            .forEach(chosen::add);
      }
      for (CaseResult one : chosen) {
        AtomicFile.write(folder.resolve(one.caseName() + ".json"), ExhibitJson.bytes(exhibit(one)));
        work.advance(1);
      }
    } catch (IOException e) {
      progress.detail("Nothing is shown of the outputs of " + batch.task() + ": " + e);
    }
  }

  private Exhibit exhibit(CaseResult one) throws IOException {
    Path folder = batch.folder().resolve(one.caseName());
    OutputFiles output = new OutputFiles(folder.resolve("output"));
    Optional<LocalCase> local =
        batch.chosen().stream().filter(it -> it.name().equals(one.caseName())).findFirst();
    List<Exhibit.Excerpt> logs = new ArrayList<>();
    if (!one.passed()) {
      for (String name : List.of("stderr.log", "stdout.log")) {
        end(folder.resolve(name)).ifPresent(text -> logs.add(new Exhibit.Excerpt(name, text)));
      }
    }
    return new Exhibit(
        one.caseName(),
        local.isPresent() ? picture(output, local.get()) : Optional.empty(),
        values(one, output),
        logs);
  }

  private Optional<Picture> picture(OutputFiles output, LocalCase local) throws IOException {
    for (OutputShape shape : batch.image().task().task().outputs()) {
      if (shape instanceof OutputShape.Mask mask) {
        Optional<Path> image = output.onlyImage(mask.path());
        if (image.isEmpty()) {
          return Optional.of(Picture.none("The run left no mask, or several, to draw."));
        }
        if (++pictures > MOST_PICTURES) {
          return Optional.of(Picture.none("Only the first " + MOST_PICTURES + " masks are drawn."));
        }
        return Optional.of(MaskPictures.draw(image.get(), scans(mask, local)));
      }
    }
    return Optional.empty();
  }

  /** The CT is what the mask's geometry is held to, and the PET lies beside it. */
  private static MaskPictures.Scans scans(OutputShape.Mask mask, LocalCase local)
      throws IOException {
    Path ct = local.input().resolve(mask.geometryOf());
    return new MaskPictures.Scans(
        OutputFiles.onlyInput(ct), OutputFiles.onlyInput(ct.resolveSibling("pet")));
  }

  private static List<Exhibit.Excerpt> values(CaseResult one, OutputFiles output)
      throws IOException {
    List<Exhibit.Excerpt> values = new ArrayList<>();
    for (Outputs.Output file : one.outputs().listed()) {
      if (file.path().endsWith(".json") && file.bytes() <= VALUE_BYTES) {
        output
            .text(file.path(), VALUE_BYTES)
            .ifPresent(text -> values.add(new Exhibit.Excerpt(file.path(), text)));
      }
    }
    return values;
  }

  /** The last lines of a stream; empty where it is. */
  private static Optional<String> end(Path log) throws IOException {
    if (!Files.isRegularFile(log) || Files.size(log) == 0) {
      return Optional.empty();
    }
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      int length = (int) Math.min(LOG_BYTES, file.length());
      byte[] bytes = new byte[length];
      file.seek(file.length() - length);
      file.readFully(bytes);
      String text = new String(bytes, StandardCharsets.UTF_8);
      boolean cut = file.length() > length && text.indexOf('\n') >= 0;
      return Optional.of((cut ? text.substring(text.indexOf('\n') + 1) : text).stripTrailing());
    }
  }
}
