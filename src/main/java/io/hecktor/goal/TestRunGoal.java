package io.hecktor.goal;

import io.hecktor.HecktorException;
import io.hecktor.Progress;
import io.hecktor.ProjectException;
import io.hecktor.blob.BlobStore;
import io.hecktor.plan.TaskRequest;
import io.hecktor.sandbox.Engine;
import io.hecktor.sandbox.Engines;
import io.hecktor.sandbox.GpuAccess;
import io.hecktor.sandbox.Retention;
import io.hecktor.sandbox.RootfsCache;
import io.hecktor.verify.TestRunReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code hecktor:test-run}: each image on each local case under the challenge's restrictions, and
 * what it did against them.
 */
public final class TestRunGoal {

  private final BuildGoal build;
  private final BlobStore store;
  private final EngineSource engines;
  private final Optional<? extends RemoteRequest> cluster;
  private final Progress progress;

  /** Where the engine comes from. */
  @FunctionalInterface
  public interface EngineSource {

    /**
     * An engine that works on this machine.
     *
     * @throws HecktorException if there is none, or the one asked for does not work
     * @throws IOException if there is no room to try engines in
     */
    Engines.Choice choose() throws HecktorException, IOException;
  }

  /** Tries what {@code build} builds; images are unpacked below the store. */
  public TestRunGoal(BuildGoal build, BlobStore store, EngineSource engines, Progress progress) {
    this(build, store, new Place(engines, Optional.empty()), progress);
  }

  /** Tries what {@code build} builds at the place that is given. */
  public TestRunGoal(BuildGoal build, BlobStore store, Place place, Progress progress) {
    this.build = build;
    this.store = store;
    this.engines = place.engines();
    this.cluster = place.cluster();
    this.progress = progress;
  }

  /**
   * Where cases are run.
   *
   * @param engines this machine's, which a cluster has no need of
   * @param cluster where cases run in the place of this machine
   */
  public record Place(EngineSource engines, Optional<? extends RemoteRequest> cluster) {}

  /**
   * Builds the images and runs each on all of its task's cases. What needs no image is asked first:
   * whether there are cases and an engine.
   *
   * @return one per task, in the order of the request; every verdict is {@code pass}; none where
   *     the cases were handed to a cluster and nobody waits
   * @throws ProjectException after all tasks have run, if a rule was broken
   * @throws HecktorException if something that the user brings will not do, or the network, the
   *     disk or a program stands in the way
   */
  public List<TestRunReport> run(TestRunRequest request) throws HecktorException {
    try {
      return runAll(request);
    } finally {
      new ProjectPage(request.build().outputFolder(), progress).refresh();
    }
  }

  private List<TestRunReport> runAll(TestRunRequest request) throws HecktorException {
    for (TaskRequest task : request.build().tasks()) {
      TaskRun.cases(task.folder(), request.batch().cases());
    }
    if (cluster.isPresent()) {
      cluster.get().requireThere();
      return run(request, cluster.get().executor(request, progress), request.build());
    }
    Engine engine = engine();
    return run(request, engine, build.runToTry(request.build()));
  }

  private List<TestRunReport> run(
      TestRunRequest request, Executor executor, io.hecktor.plan.BuildRequest asked)
      throws HecktorException {
    List<BuiltImage> images = build.runToTry(asked);
    try {
      return run(request, executor, images);
    } catch (IOException e) {
      throw Failures.of(e, "the images were run");
    }
  }

  private Engine engine() throws HecktorException {
    try {
      Engines.Choice choice = engines.choose();
      progress.stage("Engine " + choice.engine().name() + ": " + choice.reason());
      choice.engine().shortfall().ifPresent(progress::warn);
      return choice.engine();
    } catch (IOException e) {
      throw Failures.of(e, "an engine was looked for");
    }
  }

  /** Runs images that are built, on this machine. */
  List<TestRunReport> run(TestRunRequest request, Engine engine, List<BuiltImage> images)
      throws HecktorException {
    try {
      RootfsCache cache =
          new RootfsCache(store.folder("rootfs"), store, Retention.standard(), progress);
      try (Housekeeping pruning =
          Housekeeping.start(() -> cache.prune(request.clock().instant()))) {
        GpuAccess gpu = GpuChoice.of(request.options().gpu(), engine, progress);
        GpuCalibration calibration = new GpuCalibration(store, request.clock(), progress);
        LocalExecutor.Machine machine = new LocalExecutor.Machine(engine, gpu, calibration.of(gpu));
        return run(request, new LocalExecutor(request, machine, cache, progress), images);
      }
    } catch (IOException e) {
      throw Failures.of(e, "the images were run");
    }
  }

  /** Runs images that are built: all are begun before the first is waited for. */
  List<TestRunReport> run(TestRunRequest request, Executor executor, List<BuiltImage> images)
      throws HecktorException, IOException {
    TaskRun run = new TaskRun(request, executor, progress);
    List<TaskRun.Begun> begun = new ArrayList<>();
    for (BuiltImage image : images) {
      begun.add(run.begin(image));
    }
    if (cluster.isPresent() && cluster.get().detach()) {
      progress.stage("Nobody waits for them; gather the results with `mvn hecktor:collect`.");
      return List.of();
    }
    List<TestRunReport> reports = new ArrayList<>();
    Path folder = request.build().outputFolder();
    try (Housekeeping page = new ProjectPage(folder, progress).begin()) {
      for (TaskRun.Begun one : begun) {
        reports.add(run.end(one));
      }
    }
    BrokenRules.check(new BrokenRules.Place(request.projectFolder(), folder), reports);
    return List.copyOf(reports);
  }
}
