package io.hecktor.goal;

import io.hecktor.EnvironmentException;
import io.hecktor.ErrorCode;
import io.hecktor.HecktorException;
import io.hecktor.Problem;
import io.hecktor.Progress;
import io.hecktor.blob.BlobStore;
import io.hecktor.challenge.Profile;
import io.hecktor.sandbox.Engine;
import io.hecktor.sandbox.Engines;
import io.hecktor.sandbox.FileTrees;
import io.hecktor.sandbox.GpuAccess;
import io.hecktor.sandbox.Host;
import io.hecktor.sandbox.ImageSource;
import io.hecktor.sandbox.Retention;
import io.hecktor.sandbox.Rootfs;
import io.hecktor.sandbox.RootfsCache;
import io.hecktor.verify.CaseRecord;
import io.hecktor.verify.CaseRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A task of a cluster's job: runs the cases that its number stands for on the node that it is on. A
 * case that has a verdict is passed over, so a task that begins again goes on where it was.
 */
public final class NodeRun {

  /** A node's disk is small and others need it too: three images, for a week. */
  private static final Retention KEPT = new Retention(3, Duration.ofDays(7), 40L << 30);

  private final Path testRun;
  private final Path folder;
  private final Machine machine;

  /**
   * The node.
   *
   * @param name as the cluster knows it; empty where it has none
   * @param job a number that no other task on this node has
   * @param environment of this process; the container sees nothing of it
   * @param clock tells when an image was used last
   */
  public record Machine(
      String name, String job, Map<String, String> environment, InstantSource clock) {

    /** Copies the map. */
    public Machine {
      environment = Map.copyOf(environment);
    }
  }

  /**
   * A run on a node.
   *
   * @param testRun the folder of the test run, which the job's own is in
   */
  public NodeRun(Path testRun, Machine machine) {
    this.testRun = testRun;
    this.folder = ClusterJob.folder(testRun);
    this.machine = machine;
  }

  /**
   * Runs the cases of a task; each leaves its record as it ends.
   *
   * @throws HecktorException if the image cannot be unpacked or no container be set up here
   * @throws IOException if the shared folder or the node's own does not do what it should
   */
  public void task(int index) throws HecktorException, IOException {
    try {
      run(index);
    } catch (HecktorException e) {
      NodeProblem.of(folder, index).write(e.problem());
      throw e;
    }
  }

  private void run(int index) throws HecktorException, IOException {
    ClusterJob job = ClusterJob.read(folder);
    CaseRecords records = Batch.records(testRun);
    List<ClusterJob.JobCase> cases = withoutVerdict(job.of(index), records);
    if (cases.isEmpty()) {
      return;
    }
    NodeFolder own = NodeFolder.below(job.terms().nodeFolder(), machine.clock().instant());
    Path scratch = own.scratch(machine.job());
    try {
      run(job, cases, own, scratch);
    } finally {
      FileTrees.delete(scratch);
    }
  }

  private void run(ClusterJob job, List<ClusterJob.JobCase> cases, NodeFolder own, Path scratch)
      throws HecktorException, IOException {
    Profile rules = job.rules(folder);
    BuiltImage image = job.image(folder, rules);
    BlobStore store = new BlobStore(own.path());
    Engine engine = engine(job, own);
    GpuAccess gpu = GpuChoice.of(job.terms().gpu(), engine, Progress.silent());
    ImageStart start = ImageStart.of(image, rules, job.terms().debug(), gpu);
    GpuCalibration calibration = new GpuCalibration(store, machine.clock(), Progress.silent());
    RootfsCache cache = new RootfsCache(store.folder("rootfs"), store, KEPT, Progress.silent());
    try (Rootfs rootfs = cache.prepare(start.rootfs(image), machine.clock().instant())) {
      CaseRun run =
          new CaseRun(
              new CaseRun.Place(
                  start,
                  ImageSource.rootfs(rootfs.folder()),
                  job.terms().expected(),
                  testRun,
                  scratch.resolve("cases"),
                  Optional.empty()),
              new LocalExecutor.Machine(engine, gpu, calibration.of(gpu)));
      for (ClusterJob.JobCase one : cases) {
        CaseRecord record = run.record(one.local(), one.stamp(), machine.name());
        Batch.records(testRun).write(record);
      }
    }
    cache.prune(machine.clock().instant());
  }

  private Engine engine(ClusterJob job, NodeFolder own) throws HecktorException {
    Engine engine =
        Engines.choose(job.terms().engine(), Host.of(own.trials(), machine.environment())).engine();
    if (engine.loadsArchives()) {
      throw new EnvironmentException(
          new Problem(
              ErrorCode.NODE_ENGINE,
              "The engine `" + engine.name() + "` runs no cases on a node.",
              "It loads a whole archive for each task, and clusters have no Docker.",
              "Leave -Dhecktor.engine out, or name `unshare`, `bwrap`, `crun` or `runc`."));
    }
    return engine;
  }

  private static List<ClusterJob.JobCase> withoutVerdict(
      List<ClusterJob.JobCase> cases, CaseRecords records) throws IOException {
    List<ClusterJob.JobCase> left = new ArrayList<>();
    for (ClusterJob.JobCase one : cases) {
      Optional<CaseRecord> record = records.read(one.local().name());
      if (record.filter(it -> it.stamp().equals(one.stamp())).isEmpty()) {
        left.add(one);
      }
    }
    return left;
  }
}
