package io.hecktor.goal;

import io.hecktor.ErrorCode;
import io.hecktor.HecktorException;
import io.hecktor.Problem;
import io.hecktor.Progress;
import io.hecktor.ProjectException;
import io.hecktor.blob.AtomicFile;
import io.hecktor.sandbox.FileTrees;
import io.hecktor.sandbox.RunLimits;
import io.hecktor.slurm.ArrayJob;
import io.hecktor.slurm.NodeJar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Runs cases as tasks of a Slurm array job. All that the nodes need goes into the folder of the
 * test run, which they have to see under the same name: the image, a document of the cases, one
 * jar.
 */
final class SlurmExecutor implements Executor {

  static final String NAME = "slurm";

  /** What a task's JVM, strace and the container's first half take beside the program. */
  private static final long WATCHER_MEGABYTES = 1024;

  /** Setting up and judging a case. */
  private static final Duration AROUND_CASE = Duration.ofSeconds(60);

  /** Unpacking the image, where the node has not seen it. */
  private static final Duration AROUND_TASK = Duration.ofMinutes(5);

  private static final String NODE_MAIN = "io.hecktor.node.Main";
  private static final String NODE_JAR = "hecktor-node.jar";
  private static final String OWN_PROFILE = "profile.yaml";

  private final TestRunRequest request;
  private final ClusterRequest cluster;
  private final Progress progress;

  SlurmExecutor(TestRunRequest request, ClusterRequest cluster, Progress progress) {
    this.request = request;
    this.cluster = cluster;
    this.progress = progress;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void requireFree(Path testRun) throws HecktorException, IOException {
    Path folder = ClusterJob.folder(testRun.toAbsolutePath());
    if (!Files.exists(SubmittedJob.file(folder))) {
      return;
    }
    String number = SubmittedJob.read(folder).number();
    boolean live =
        cluster.slurm().states(number).values().stream().anyMatch(one -> !one.stage().ended());
    if (live) {
      throw new ProjectException(
          new Problem(
              ErrorCode.JOB_STILL_RUNS,
              "Slurm job " + number + " of an earlier run has not ended.",
              "Its tasks read and write the folder of the test run.",
              "Gather its results with `mvn hecktor:collect`, or end it with `scancel "
                  + number
                  + "`."));
    }
  }

  @Override
  public Running begin(Batch batch) throws HecktorException, IOException {
    if (batch.pending().isEmpty()) {
      return List::of;
    }
    Path folder = ClusterJob.folder(batch.folder().toAbsolutePath());
    FileTrees.delete(folder);
    ClusterJob job = job(batch, cluster.slurm().maxArraySize());
    prepare(folder, job, batch);
    String number = cluster.slurm().submit(arrayJob(folder, job, batch));
    SubmittedJob submitted = new SubmittedJob(number, job.tasks());
    submitted.write(folder);
    progress.stage(
        batch.task()
            + ": Slurm job "
            + number
            + ", "
            + batch.pending().size()
            + " cases in "
            + job.tasks()
            + " tasks");
    SlurmWait wait =
        new SlurmWait(
            new SlurmWait.Subject(batch, job, submitted, folder),
            cluster,
            request.batch().failFast(),
            progress);
    return cluster.detach() ? wait : wait.watch();
  }

  private ClusterJob job(Batch batch, int mostTasks) {
    int pending = batch.pending().size();
    int least = (pending + mostTasks - 1) / mostTasks;
    return ClusterJob.of(
        request,
        batch,
        cluster.node().profile().isPresent() ? OWN_PROFILE : request.build().profile().name(),
        new ClusterJob.Terms(
            cluster.node().engine(),
            request.options().debug(),
            request.options().expected(),
            Math.max(least, Math.max(1, cluster.task().casesPerTask())),
            cluster.node().folder(),
            request.options().gpu()));
  }

  private void prepare(Path folder, ClusterJob job, Batch batch) throws IOException {
    Files.createDirectories(NodeProblem.logs(folder));
    LinkedTree.of(batch.image().layout().folder(), ClusterJob.image(folder).folder());
    if (cluster.node().profile().isPresent()) {
      Files.copy(cluster.node().profile().get(), folder.resolve(OWN_PROFILE));
    }
    try (Progress.Work work = progress.begin("packing the nodes' jar", Progress.UNKNOWN)) {
      NodeJar.write(cluster.node().classPath(), NODE_MAIN, folder.resolve(NODE_JAR));
    }
    job.write(folder);
    AtomicFile.write(
        script(folder),
        scriptText(batch.folder().toAbsolutePath()).getBytes(StandardCharsets.UTF_8));
  }

  private static Path script(Path folder) {
    return folder.resolve("task.sh");
  }

  /** The image has a JVM too, but only with the modules that the program needs. */
  private String scriptText(Path testRun) {
    return "#!/bin/sh\n"
        + "# Written by hecktor-maven-plugin: runs a task's cases on the node that it is on.\n"
        + "java="
        + quoted(cluster.node().java().resolve("bin").resolve("java").toString())
        + "\n[ -x \"$java\" ] || java=java\n"
        + "exec \"$java\" -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -jar "
        + quoted(ClusterJob.folder(testRun).resolve(NODE_JAR).toString())
        + " "
        + quoted(testRun.toString())
        + "\n";
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  private ArrayJob arrayJob(Path folder, ClusterJob job, Batch batch) {
    Duration one = job.limits().time().plus(RunLimits.GRACE).plus(AROUND_CASE);
    Duration all = one.multipliedBy(job.terms().casesPerTask()).plus(AROUND_TASK);
    long megabytes = (job.limits().memoryBytes() >> 20) + WATCHER_MEGABYTES;
    return new ArrayJob(
        "hecktor-" + batch.task(),
        job.tasks(),
        new ArrayJob.Needs(all.toSeconds() / 60 + 1, megabytes, cluster.task().cpus()),
        script(folder),
        NodeProblem.logs(folder),
        cluster.task().options());
  }
}
