package io.hecktor.goal;

import io.hecktor.HecktorException;
import io.hecktor.Progress;
import io.hecktor.archive.DockerArchiveWriter;
import io.hecktor.blob.AtomicFile;
import io.hecktor.sandbox.Engine;
import io.hecktor.sandbox.FileTrees;
import io.hecktor.sandbox.ImageSource;
import io.hecktor.sandbox.Rootfs;
import io.hecktor.sandbox.RootfsCache;
import io.hecktor.verify.CaseResult;
import io.hecktor.verify.Cases;
import io.hecktor.verify.JunitReport;
import io.hecktor.verify.LocalCase;
import io.hecktor.verify.ReportJson;
import io.hecktor.verify.RunTable;
import io.hecktor.verify.TestRunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs one task's image after the other on its cases, and reports on each. */
final class TaskRun {

  /** The report's name in the folder of a task's test run. */
  static final String REPORT = "report.json";

  private final TestRunRequest request;
  private final Engine engine;
  private final RootfsCache cache;
  private final Progress progress;

  TaskRun(TestRunRequest request, Engine engine, RootfsCache cache, Progress progress) {
    this.request = request;
    this.engine = engine;
    this.cache = cache;
    this.progress = progress;
  }

  /**
   * Runs all cases of a task; nothing of an older run stays behind.
   *
   * @throws HecktorException if the image cannot be unpacked or no container be set up
   */
  TestRunReport of(BuiltImage image) throws HecktorException, IOException {
    String task = image.task().task().name();
    Path folder = request.folder(task);
    FileTrees.delete(folder);
    Files.createDirectories(folder);
    ImageStart start = ImageStart.of(image, request);
    List<LocalCase> cases = Cases.find(image.task().folder());
    Instant started = request.clock().instant();
    TestRunReport report;
    try (Rootfs rootfs = cache.prepare(start.rootfs(image), started)) {
      CaseRun run =
          new CaseRun(new CaseRun.Place(start, source(image, rootfs, folder), folder), engine);
      List<CaseRun.Done> done =
          new Cohort(request.options().parallel()).map(cases, one -> told(task, run, one));
      report = report(image, started, done);
    } finally {
      FileTrees.delete(folder.resolve(CaseRun.SCRATCH));
    }
    ReportJson.write(report, folder.resolve(REPORT));
    JunitReport.write(report, folder.resolve(JunitReport.fileName(task)));
    tell(report);
    return report;
  }

  private ImageSource source(BuiltImage image, Rootfs rootfs, Path folder) throws IOException {
    if (!engine.loadsArchives()) {
      return ImageSource.rootfs(rootfs.folder());
    }
    Path archive = folder.resolve(CaseRun.SCRATCH).resolve("image.tar.gz");
    String name = "hecktor-test-run:" + image.task().task().name();
    DockerArchiveWriter writer =
        new DockerArchiveWriter(
            image.layout(), image.layout().read(), name, request.build().settings().time());
    try (AtomicFile file = AtomicFile.at(archive);
        Progress.Work work = progress.begin("writing " + name, writer.sizeBytes())) {
      writer.write(file, work);
      file.commit();
    }
    return new ImageSource(
        rootfs.folder(),
        Optional.of(new ImageSource.Archive(archive, image.image().config().imageId())));
  }

  private CaseRun.Done told(String task, CaseRun run, LocalCase one)
      throws HecktorException, IOException {
    try (Progress.Work work =
        progress.begin("running " + task + " on " + one.name(), Progress.UNKNOWN)) {
      return run.of(one);
    }
  }

  private TestRunReport report(BuiltImage image, Instant started, List<CaseRun.Done> done) {
    List<CaseResult> results = new ArrayList<>();
    Exactly exactly = new Exactly();
    for (CaseRun.Done one : done) {
      results.add(one.result());
      exactly.add(one.observation());
    }
    return new TestRunReport(
        new TestRunReport.Subject(
            image.task().task().name(),
            image.image().config().imageId(),
            engine.name(),
            request.build().profile().name()),
        started,
        image.task().task().limits(),
        exactly.words(),
        results);
  }

  private void tell(TestRunReport report) {
    RunTable table = new RunTable(report, request.options().ascii());
    table.lines().forEach(progress::stage);
    table.findings().forEach(progress::stage);
  }
}
