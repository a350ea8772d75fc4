package io.hecktor.goal;

import io.hecktor.ErrorCode;
import io.hecktor.HecktorException;
import io.hecktor.Problem;
import io.hecktor.Progress;
import io.hecktor.ProjectException;
import io.hecktor.challenge.Profile;
import io.hecktor.kubernetes.Cluster;
import io.hecktor.kubernetes.Clusters;
import io.hecktor.sandbox.GpuAccess;
import io.hecktor.verify.TestRunReport;
import io.hecktor.verify.UnfinishedCase;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code hecktor:collect}: gathers what jobs on a cluster have left, into the same reports as those
 * of a test run that was waited for.
 */
public final class CollectGoal {

  private final Request request;
  private final ClusterRequest cluster;
  private final Connection kubernetes;
  private final Progress progress;

  /** How a Kubernetes cluster is reached once more. */
  @FunctionalInterface
  public interface Connection {

    /**
     * Connects.
     *
     * @throws HecktorException if the client is not there, or there is no such context
     */
    Cluster to(Optional<String> context, Optional<String> namespace) throws HecktorException;
  }

  /**
   * What is gathered.
   *
   * @param projectFolder messages name paths from here on
   * @param outputFolder of all goals, such as {@code target/hecktor}
   * @param ascii whether the console takes no more than ASCII
   */
  public record Request(Path projectFolder, Path outputFolder, boolean ascii) {}

  /** Gathers from this cluster; where nobody is to wait, only what has come to its end. */
  public CollectGoal(Request request, ClusterRequest cluster, Progress progress) {
    this(request, cluster, Clusters::connect, progress);
  }

  CollectGoal(Request request, ClusterRequest cluster, Connection kubernetes, Progress progress) {
    this.request = request;
    this.cluster = cluster;
    this.kubernetes = kubernetes;
    this.progress = progress;
  }

  /**
   * Gathers the results of all tasks.
   *
   * @return one report for each task whose cases have come to their end; every verdict is {@code
   *     pass}
   * @throws ProjectException if there is no job, or a rule was broken
   * @throws HecktorException if a case has no verdict, or the cluster does not answer
   */
  public List<TestRunReport> run() throws HecktorException {
    List<TestRunReport> reports = new ArrayList<>();
    try {
      List<Path> testRuns = submitted();
      for (Path testRun : testRuns) {
        gather(testRun, reports);
      }
    } catch (IOException e) {
      throw Failures.of(e, "the results were gathered");
    } finally {
      new ProjectPage(request.outputFolder(), progress).refresh();
    }
    BrokenRules.check(
        new BrokenRules.Place(request.projectFolder(), request.outputFolder()), reports);
    return List.copyOf(reports);
  }

  private List<Path> submitted() throws IOException, ProjectException {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(request.outputFolder())) {
      try (DirectoryStream<Path> tasks = Files.newDirectoryStream(request.outputFolder())) {
        for (Path task : tasks) {
          Path testRun = task.resolve("test-run");
          Path folder = ClusterJob.folder(testRun);
          if (Files.exists(SubmittedJob.file(folder)) || Files.exists(KubernetesJob.file(folder))) {
            found.add(testRun);
          }
        }
      }
    }
    if (found.isEmpty()) {
      throw new ProjectException(
          new Problem(
              ErrorCode.NO_JOB,
              "There is no job to gather results from.",
              "`mvn hecktor:test-run -Dhecktor.executor=slurm`, or `kubernetes`, leaves one in"
                  + " `target/hecktor`.",
              "Run that first; `mvn clean` removes what jobs have left."));
    }
    found.sort(null);
    return found;
  }

  private void gather(Path testRun, List<TestRunReport> reports)
      throws HecktorException, IOException {
    Path folder = ClusterJob.folder(testRun.toAbsolutePath());
    ClusterJob job = ClusterJob.read(folder);
    Profile rules = job.rules(folder);
    Batch batch = job.batch(testRun, job.image(folder, rules));
    boolean onKubernetes = Files.exists(KubernetesJob.file(folder));
    Waited waited =
        onKubernetes
            ? onKubernetes(KubernetesJob.read(folder), job, batch)
            : onSlurm(new SlurmWait.Subject(batch, job, SubmittedJob.read(folder), folder));
    long open =
        waited.left().stream().filter(one -> one.cause() == UnfinishedCase.Cause.PENDING).count();
    if (open > 0) {
      progress.stage(
          job.task()
              + ": "
              + open
              + " of "
              + job.cases().size()
              + " cases are still to come from job "
              + waited.job());
      return;
    }
    String executor = onKubernetes ? KubernetesExecutor.NAME : SlurmExecutor.NAME;
    TestRunReport report =
        new Assembly(rules.name(), executor, job.started()).report(batch, waited.left());
    new ExhibitMaker(batch, progress).make(report);
    new Assembly.Written(testRun, request.ascii(), progress).of(report);
    reports.add(report);
  }

  /** What a job has left without a verdict. */
  private record Waited(String job, List<UnfinishedCase> left) {}

  private Waited onSlurm(SlurmWait.Subject subject) throws HecktorException, IOException {
    SlurmWait wait = new SlurmWait(subject, cluster, false, progress);
    return new Waited(subject.submitted().number(), cluster.detach() ? wait.now() : wait.await());
  }

  private Waited onKubernetes(KubernetesJob submitted, ClusterJob job, Batch batch)
      throws HecktorException, IOException {
    if (!Files.isDirectory(submitted.folder())) {
      return new Waited(submitted.name(), gatheredBefore(job, batch));
    }
    Cluster there = kubernetes.to(submitted.context(), Optional.of(submitted.namespace()));
    PodCases pods =
        new PodCases(
            batch,
            new CaseVolume(submitted.folder()),
            new Judge(
                ImageStart.of(
                    batch.image(),
                    job.rules(ClusterJob.folder(batch.folder().toAbsolutePath())),
                    job.terms().debug(),
                    GpuAccess.none()),
                job.terms().expected(),
                Facts.Gpu.unseen(KubernetesExecutor.gpu(submitted.gpus()))),
            there);
    KubernetesWait wait =
        KubernetesWait.later(
            new KubernetesWait.Subject(job, submitted, pods),
            there,
            new KubernetesRequest.Waiting(
                cluster.detach(), cluster.interruption(), KubernetesRequest.Waiting.STUCK),
            progress);
    return new Waited(submitted.name(), cluster.detach() ? wait.now() : wait.await());
  }

  /** All that a job has left is here; what has no record will get none. */
  private static List<UnfinishedCase> gatheredBefore(ClusterJob job, Batch batch)
      throws IOException {
    Set<String> names = batch.records().names();
    return job.pending().stream()
        .map(one -> one.local().name())
        .filter(name -> !names.contains(name))
        .map(
            name ->
                new UnfinishedCase(
                    name, UnfinishedCase.Cause.LOST, "The job has been gathered without it."))
        .toList();
  }
}
