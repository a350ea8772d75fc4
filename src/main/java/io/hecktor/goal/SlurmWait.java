package io.hecktor.goal;

import io.hecktor.HecktorException;
import io.hecktor.Progress;
import io.hecktor.slurm.TaskState;
import io.hecktor.verify.CaseRecord;
import io.hecktor.verify.UnfinishedCase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Waits for the tasks of a Slurm job. What counts are the records in the shared folder; the
 * scheduler is asked only whether more of them are to come, and what became of those that will not.
 */
final class SlurmWait implements Executor.Running {

  private static final Duration SHORTEST = Duration.ofMillis(250);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** Network file systems show new files late; a minute is the usual limit of their caches. */
  private static final Duration LATE = Duration.ofSeconds(60);

  private final Subject subject;
  private final ClusterRequest cluster;
  private final boolean failFast;
  private final Progress progress;
  private final Set<String> seen = new HashSet<>();
  private final Thread onInterrupt = new Thread(this::interrupted, "hecktor-cancel");
  private boolean watched;
  private boolean cancelled;
  private long endedNanos;

  /** What is waited for, and the folder that it has. */
  record Subject(Batch batch, ClusterJob job, SubmittedJob submitted, Path folder) {}

  SlurmWait(Subject subject, ClusterRequest cluster, boolean failFast, Progress progress) {
    this.subject = subject;
    this.cluster = cluster;
    this.failFast = failFast;
    this.progress = progress;
  }

  @Override
  public List<UnfinishedCase> await() throws HecktorException, IOException {
    watch();
    try {
      return waited();
    } finally {
      forget(onInterrupt);
    }
  }

  /** From now on the job ends with Maven, if its user wants that. */
  SlurmWait watch() {
    if (!watched) {
      watched = true;
      Runtime.getRuntime().addShutdownHook(onInterrupt);
    }
    return this;
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The machine is shutting down: the hook runs, and that is what it is for.
      return;
    }
  }

  private void interrupted() {
    String job = subject.submitted().number();
    if (cluster.interruption().cancels("Slurm job " + job)) {
      try {
        cluster.slurm().cancel(job);
      } catch (HecktorException e) {
        progress.warn(e.problem());
      }
    }
  }

  private List<UnfinishedCase> waited() throws HecktorException, IOException {
    List<ClusterJob.JobCase> pending = subject.job().pending();
    long begin = System.nanoTime();
    try (Progress.Work work =
        progress.count(
            subject.batch().task() + " on job " + subject.submitted().number() + ", cases",
            pending.size())) {
      while (true) {
        // States first: a record that is there when its task has ended is not looked for again.
        Map<Integer, TaskState> states = cluster.slurm().states(subject.submitted().number());
        work.advance(look());
        if (seen.size() == pending.size() || (ended(states) && isLate())) {
          return left(states);
        }
        pause(begin);
      }
    }
  }

  /** What is known without waiting. */
  List<UnfinishedCase> now() throws HecktorException, IOException {
    look();
    return left(cluster.slurm().states(subject.submitted().number()));
  }

  /** Returns how many cases have got their verdict since the last look. */
  private int look() throws HecktorException, IOException {
    Set<String> names = subject.batch().records().names();
    int fresh = 0;
    for (ClusterJob.JobCase one : subject.job().pending()) {
      String name = one.local().name();
      if (names.contains(name) && seen.add(name)) {
        fresh++;
        stopIfFailed(name);
      }
    }
    return fresh;
  }

  private void stopIfFailed(String name) throws HecktorException, IOException {
    if (failFast && !cancelled) {
      Optional<CaseRecord> record = subject.batch().records().read(name);
      if (record.filter(it -> !it.result().passed()).isPresent()) {
        cancelled = true;
        cluster.slurm().cancel(subject.submitted().number());
      }
    }
  }

  private boolean ended(Map<Integer, TaskState> states) {
    for (int task = 0; task < subject.submitted().tasks(); task++) {
      if (!states.getOrDefault(task, TaskState.unknown()).stage().ended()) {
        endedNanos = 0;
        return false;
      }
    }
    return true;
  }

  /** Only a task that has ended well has surely left a record that may not be seen yet. */
  private boolean isLate() throws HecktorException {
    long now = System.nanoTime();
    endedNanos = endedNanos == 0 ? now : endedNanos;
    boolean expected =
        cluster.slurm().states(subject.submitted().number()).entrySet().stream()
            .filter(one -> one.getValue().stage() == TaskState.Stage.COMPLETED)
            .anyMatch(one -> !allSeen(one.getKey()));
    return !expected || now - endedNanos > LATE.toNanos();
  }

  private boolean allSeen(int task) {
    return subject.job().of(task).stream().allMatch(one -> seen.contains(one.local().name()));
  }

  private List<UnfinishedCase> left(Map<Integer, TaskState> states) throws IOException {
    List<UnfinishedCase> left = new ArrayList<>();
    Map<Integer, TaskState> accounts = Map.of();
    for (int task = 0; task < subject.submitted().tasks(); task++) {
      if (allSeen(task)) {
        continue;
      }
      if (!states.containsKey(task) && accounts.isEmpty()) {
        accounts = cluster.slurm().accounts(subject.submitted().number());
      }
      TaskState known = accounts.getOrDefault(task, TaskState.unknown());
      UnfinishedTask unfinished =
          new UnfinishedTask(
              task, states.getOrDefault(task, known), NodeProblem.of(subject.folder(), task));
      for (ClusterJob.JobCase one : subject.job().of(task)) {
        if (!seen.contains(one.local().name())) {
          left.add(unfinished.of(one.local().name()));
        }
      }
    }
    return left;
  }

  /** Soon at first, then with patience: a scheduler has others to serve. */
  private static void pause(long begin) throws IOException {
    long waited = System.nanoTime() - begin;
    long nanos = Math.max(SHORTEST.toNanos(), Math.min(LONGEST.toNanos(), waited / 20));
    try {
      Thread.sleep(nanos / 1_000_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the wait for the cluster was interrupted", e);
    }
  }
}
