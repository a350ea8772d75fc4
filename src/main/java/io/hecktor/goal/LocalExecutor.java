package io.hecktor.goal;

import io.hecktor.HecktorException;
import io.hecktor.Progress;
import io.hecktor.archive.DockerArchiveWriter;
import io.hecktor.blob.AtomicFile;
import io.hecktor.sandbox.Engine;
import io.hecktor.sandbox.FileTrees;
import io.hecktor.sandbox.GpuAccess;
import io.hecktor.sandbox.ImageSource;
import io.hecktor.sandbox.Rootfs;
import io.hecktor.sandbox.RootfsCache;
import io.hecktor.verify.CaseRecord;
import io.hecktor.verify.LocalCase;
import io.hecktor.verify.MeasuredGpu;
import io.hecktor.verify.UnfinishedCase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs cases on this machine: the first alone, as the platform does, then several at once. What is
 * known of a case goes to the disk when it has ended; nothing of it stays in memory.
 */
final class LocalExecutor implements Executor {

  private static final String SCRATCH = ".scratch";

  /** Hidden, so that no case has its name. */
  private static final String PATCHED = ".patched";

  private final TestRunRequest request;
  private final Machine machine;
  private final RootfsCache cache;
  private final Progress progress;

  /** What runs cases here, what it shows of the GPU, and what that can do where it was measured. */
  record Machine(Engine engine, GpuAccess gpu, Optional<MeasuredGpu> measured) {}

  LocalExecutor(TestRunRequest request, Machine machine, RootfsCache cache, Progress progress) {
    this.request = request;
    this.machine = machine;
    this.cache = cache;
    this.progress = progress;
  }

  @Override
  public String name() {
    return "local";
  }

  @Override
  public Running begin(Batch batch) {
    return () -> run(batch);
  }

  private List<UnfinishedCase> run(Batch batch) throws HecktorException, IOException {
    if (batch.pending().isEmpty()) {
      return List.of();
    }
    BuiltImage image = batch.image();
    ImageStart start =
        ImageStart.of(image, request.build().profile(), request.options().debug(), machine.gpu());
    Path scratch = batch.folder().resolve(SCRATCH);
    FileTrees.delete(scratch);
    try (Rootfs rootfs = cache.prepare(start.rootfs(image), request.clock().instant())) {
      ImageSource source = source(image, rootfs, scratch);
      PatchedStart patched = new PatchedStart(start, source, scratch.resolve(PATCHED));
      CaseRun run =
          new CaseRun(
              new CaseRun.Place(
                  start,
                  source,
                  request.options().expected(),
                  batch.folder(),
                  scratch,
                  CodeSearch.of(request, patched, machine.engine(), progress)),
              machine);
      return run(batch, run);
    } finally {
      FileTrees.delete(scratch);
    }
  }

  private List<UnfinishedCase> run(Batch batch, CaseRun run) throws HecktorException, IOException {
    List<LocalCase> pending = batch.pending();
    AtomicBoolean stopped = new AtomicBoolean();
    long limit = batch.image().task().task().limits().memoryBytes().value();
    Cohort cohort = new Cohort(request.batch().parallel().atOnce(limit));
    List<UnfinishedCase> left = new ArrayList<>();
    try (Progress.Work all = progress.count(batch.task() + ", cases", pending.size())) {
      Cohort.Work<LocalCase, Optional<UnfinishedCase>> work =
          one -> {
            Optional<UnfinishedCase> open = unlessStopped(batch, run, one, stopped);
            all.advance(1);
            return open;
          };
      work.on(pending.get(0)).ifPresent(left::add);
      cohort
          .map(pending.subList(1, pending.size()), work)
          .forEach(open -> open.ifPresent(left::add));
    }
    return left;
  }

  private Optional<UnfinishedCase> unlessStopped(
      Batch batch, CaseRun run, LocalCase one, AtomicBoolean stopped)
      throws HecktorException, IOException {
    if (stopped.get()) {
      return Optional.of(
          new UnfinishedCase(
              one.name(),
              UnfinishedCase.Cause.CANCELLED,
              "A case failed before, and hecktor.failFast ends the batch then."));
    }
    CaseRecord record = told(batch, run, one);
    batch.records().write(record);
    if (request.batch().failFast() && !record.result().passed()) {
      stopped.set(true);
    }
    return Optional.empty();
  }

  private CaseRecord told(Batch batch, CaseRun run, LocalCase one)
      throws HecktorException, IOException {
    String what = "running " + batch.task() + " on " + one.name();
    try (Progress.Work work = progress.begin(what, Progress.UNKNOWN)) {
      return run.record(one, batch.stamp(one), "");
    }
  }

  private ImageSource source(BuiltImage image, Rootfs rootfs, Path scratch) throws IOException {
    if (!machine.engine().loadsArchives()) {
      return ImageSource.rootfs(rootfs.folder());
    }
    Path archive = scratch.resolve("image.tar.gz");
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
}
