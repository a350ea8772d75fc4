package io.hecktor.goal;

import io.hecktor.HecktorException;
import io.hecktor.Progress;
import io.hecktor.ProjectException;
import io.hecktor.blob.BlobStore;
import io.hecktor.plan.TaskRequest;
import io.hecktor.sandbox.Engine;
import io.hecktor.sandbox.Engines;
import io.hecktor.sandbox.Retention;
import io.hecktor.sandbox.RootfsCache;
import io.hecktor.verify.Cases;
import io.hecktor.verify.TestRunReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code hecktor:test-run}: each image on each local case under the challenge's restrictions, and
 * what it did against them.
 */
public final class TestRunGoal {

  private final BuildGoal build;
  private final BlobStore store;
  private final EngineSource engines;
  private final Progress progress;

  /** Where the engine comes from. */
  @FunctionalInterface
  public interface EngineSource {

    /**
     * An engine that works on this machine.
     *
     * @param scratch a folder for what trials of engines need
     * @throws HecktorException if there is none, or the one asked for does not work
     */
    Engines.Choice choose(Path scratch) throws HecktorException;
  }

  /** Tries what {@code build} builds; images are unpacked below the store. */
  public TestRunGoal(BuildGoal build, BlobStore store, EngineSource engines, Progress progress) {
    this.build = build;
    this.store = store;
    this.engines = engines;
    this.progress = progress;
  }

  /**
   * Builds the images and runs each on all of its task's cases. What needs no image is asked first:
   * whether there are cases and an engine.
   *
   * @return one per task, in the order of the request; every verdict is {@code pass}
   * @throws ProjectException after all tasks have run, if a rule was broken
   * @throws HecktorException if something that the user brings will not do, or the network, the
   *     disk or a program stands in the way
   */
  public List<TestRunReport> run(TestRunRequest request) throws HecktorException {
    for (TaskRequest task : request.build().tasks()) {
      Cases.find(task.folder());
    }
    Engine engine = engine();
    return run(request, engine, build.run(request.build()));
  }

  private Engine engine() throws HecktorException {
    try {
      Engines.Choice choice = engines.choose(store.folder("engine-trials"));
      progress.stage("Engine " + choice.engine().name() + ": " + choice.reason());
      choice.engine().shortfall().ifPresent(progress::warn);
      return choice.engine();
    } catch (IOException e) {
      throw Failures.of(e, "an engine was looked for");
    }
  }

  /** Runs images that are built. */
  List<TestRunReport> run(TestRunRequest request, Engine engine, List<BuiltImage> images)
      throws HecktorException {
    List<TestRunReport> reports = new ArrayList<>();
    try {
      RootfsCache cache =
          new RootfsCache(store.folder("rootfs"), store, Retention.standard(), progress);
      TaskRun run = new TaskRun(request, engine, cache, progress);
      try (Housekeeping pruning =
          Housekeeping.start(() -> cache.prune(request.clock().instant()))) {
        for (BuiltImage image : images) {
          reports.add(run.of(image));
        }
      }
    } catch (IOException e) {
      throw Failures.of(e, "the images were run");
    }
    if (!reports.stream().allMatch(TestRunReport::passed)) {
      throw new ProjectException(BrokenRules.problem(request, reports));
    }
    return List.copyOf(reports);
  }
}
