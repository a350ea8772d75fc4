package io.hecktor.goal;

import io.hecktor.HecktorException;
import io.hecktor.Progress;
import io.hecktor.sandbox.FileTrees;
import io.hecktor.verify.CaseRecord;
import io.hecktor.verify.CaseRecords;
import io.hecktor.verify.Cases;
import io.hecktor.verify.LocalCase;
import io.hecktor.verify.TestRunReport;
import io.hecktor.verify.UnfinishedCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs one task's image after the other on its cases, and reports on each. */
final class TaskRun {

  /** The report's name in the folder of a task's test run. */
  static final String REPORT = "report.json";

  private final TestRunRequest request;
  private final Executor executor;
  private final Progress progress;

  TaskRun(TestRunRequest request, Executor executor, Progress progress) {
    this.request = request;
    this.executor = executor;
    this.progress = progress;
  }

  /** The cases of a task, before any choice among them. */
  static List<LocalCase> cases(Path taskFolder, Optional<Path> outside) throws HecktorException {
    if (outside.isEmpty()) {
      return Cases.find(taskFolder);
    }
    Path own = outside.get().resolve(String.valueOf(taskFolder.getFileName()));
    return Cases.in(Files.isDirectory(own) ? own : outside.get());
  }

  /**
   * Begins to run a task's cases; of an older run nothing stays behind but, where the run is to be
   * resumed, what this image has passed.
   *
   * @throws HecktorException if the cases cannot be run
   */
  Begun begin(BuiltImage image) throws HecktorException, IOException {
    Instant started = request.clock().instant();
    executor.requireFree(request.folder(image.task().task().name()));
    Batch batch = batch(image);
    return new Begun(batch, started, executor.begin(batch));
  }

  /** A task whose cases are being run. */
  record Begun(Batch batch, Instant started, Executor.Running running) {}

  /**
   * Waits for the end of a task's cases and reports on them.
   *
   * @throws HecktorException if the image cannot be unpacked or no container be set up
   */
  TestRunReport end(Begun begun) throws HecktorException, IOException {
    List<UnfinishedCase> left = begun.running().await();
    TestRunReport report =
        new Assembly(request.build().profile().name(), executor.name(), begun.started())
            .report(begun.batch(), left);
    new ExhibitMaker(begun.batch(), progress).make(report);
    new Assembly.Written(begun.batch().folder(), request.options().ascii(), progress).of(report);
    return report;
  }

  private Batch batch(BuiltImage image) throws HecktorException, IOException {
    Path folder = request.folder(image.task().task().name());
    List<LocalCase> found = cases(image.task().folder(), request.batch().cases());
    List<LocalCase> chosen = request.batch().sample().map(it -> it.of(found)).orElse(found);
    CaseStamp stamp = new CaseStamp(image, request.build().profile(), request.options());
    Map<String, String> stamps = new HashMap<>();
    for (LocalCase one : chosen) {
      stamps.put(one.name(), stamp.of(one));
    }
    List<LocalCase> pending = pending(folder, chosen, stamps);
    Files.createDirectories(folder);
    if (pending.size() < chosen.size()) {
      progress.stage(
          image.task().task().name()
              + ": resumed, "
              + (chosen.size() - pending.size())
              + " of "
              + chosen.size()
              + " cases have passed before");
    }
    return new Batch(image, found.size(), chosen, pending, stamps, folder);
  }

  /** The cases that are to be run; what is known of them is forgotten. */
  private List<LocalCase> pending(Path folder, List<LocalCase> chosen, Map<String, String> stamps)
      throws IOException {
    if (!request.batch().resume()) {
      FileTrees.delete(folder);
      return chosen;
    }
    Files.deleteIfExists(folder.resolve(REPORT));
    CaseRecords records = Batch.records(folder);
    List<LocalCase> pending = new ArrayList<>();
    for (LocalCase one : chosen) {
      Optional<CaseRecord> record = readable(records, one.name());
      if (record.filter(it -> it.passed(stamps.getOrDefault(one.name(), ""))).isEmpty()) {
        records.delete(one.name());
        FileTrees.delete(folder.resolve(one.name()));
        pending.add(one);
      }
    }
    return pending;
  }

  /** A record of another version of the plugin tells nothing. */
  private Optional<CaseRecord> readable(CaseRecords records, String name) {
    try {
      return records.read(name);
    } catch (IOException e) {
      progress.detail("The record of case " + name + " is passed over: " + e.getMessage());
      return Optional.empty();
    }
  }
}
