package io.hecktor.goal;

import io.hecktor.HecktorException;
import io.hecktor.Problem;
import io.hecktor.Progress;
import io.hecktor.ProjectException;
import io.hecktor.challenge.Profile;
import io.hecktor.verify.TestRunReport;
import io.hecktor.verify.UnfinishedCase;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code hecktor:collect}: gathers what jobs on a cluster have left, into the same reports as those
 * of a test run that was waited for.
 */
public final class CollectGoal {

  private final Request request;
  private final ClusterRequest cluster;
  private final Progress progress;

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
    this.request = request;
    this.cluster = cluster;
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
          if (Files.exists(SubmittedJob.file(ClusterJob.folder(testRun)))) {
            found.add(testRun);
          }
        }
      }
    }
    if (found.isEmpty()) {
      throw new ProjectException(
          new Problem(
              "There is no job to gather results from.",
              "`mvn hecktor:test-run -Dhecktor.executor=slurm` leaves one in `target/hecktor`.",
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
    SlurmWait.Subject subject =
        new SlurmWait.Subject(batch, job, SubmittedJob.read(folder), folder);
    SlurmWait wait = new SlurmWait(subject, cluster, false, progress);
    List<UnfinishedCase> left = cluster.detach() ? wait.now() : wait.await();
    long open = left.stream().filter(one -> one.cause() == UnfinishedCase.Cause.PENDING).count();
    if (open > 0) {
      progress.stage(
          job.task()
              + ": "
              + open
              + " of "
              + job.cases().size()
              + " cases are still to come from job "
              + subject.submitted().number());
      return;
    }
    TestRunReport report =
        new Assembly(rules.name(), SlurmExecutor.NAME, job.started()).report(batch, left);
    new Assembly.Written(testRun, request.ascii(), progress).of(report);
    reports.add(report);
  }
}
