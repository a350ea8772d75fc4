package io.hecktor.goal;

import io.hecktor.ErrorCode;
import io.hecktor.HecktorException;
import io.hecktor.Problem;
import io.hecktor.Progress;
import io.hecktor.kubernetes.CasePod;
import io.hecktor.kubernetes.Cluster;
import io.hecktor.verify.CaseRecord;
import io.hecktor.verify.UnfinishedCase;
import io.hecktor.verify.UnfinishedCase.Cause;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Waits for the pods of a job; each that has ended is judged at once. */
final class KubernetesWait implements Executor.Running {

  private static final Duration SHORTEST = Duration.ofMillis(250);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** A cluster makes pods within seconds, unless something forbids it. */
  private static final Duration NO_PODS = Duration.ofSeconds(20);

  private final Subject subject;
  private final Cluster cluster;
  private final KubernetesRequest.Waiting waiting;
  private final boolean failFast;
  private final Progress progress;
  private final Map<Integer, Optional<UnfinishedCase>> settled = new HashMap<>();
  private final Set<String> warned = new HashSet<>();
  private final Thread onInterrupt = new Thread(this::interrupted, "hecktor-cancel");
  private boolean watched;
  private boolean cancelled;
  private long stuckNanos;

  /** What is waited for. */
  record Subject(ClusterJob job, KubernetesJob submitted, PodCases pods) {}

  KubernetesWait(
      Subject subject, KubernetesRequest kubernetes, boolean failFast, Progress progress) {
    this(subject, kubernetes.access().cluster(), kubernetes.waiting(), failFast, progress);
  }

  private KubernetesWait(
      Subject subject,
      Cluster cluster,
      KubernetesRequest.Waiting waiting,
      boolean failFast,
      Progress progress) {
    this.subject = subject;
    this.cluster = cluster;
    this.waiting = waiting;
    this.failFast = failFast;
    this.progress = progress;
  }

  /** Waits for a job that was begun earlier. */
  static KubernetesWait later(
      Subject subject, Cluster cluster, KubernetesRequest.Waiting waiting, Progress progress) {
    return new KubernetesWait(subject, cluster, waiting, false, progress);
  }

  @Override
  public List<UnfinishedCase> await() throws HecktorException, IOException {
    watch();
    try {
      List<UnfinishedCase> left = waited();
      clear();
      return left;
    } finally {
      forget(onInterrupt);
    }
  }

  /** What is known without waiting; the job goes on. */
  List<UnfinishedCase> now() throws HecktorException, IOException {
    look();
    List<UnfinishedCase> left = left(Cause.PENDING, "It waits or runs still.");
    if (left.stream().noneMatch(one -> one.cause() == Cause.PENDING)) {
      clear();
    }
    return left;
  }

  /** From now on the job ends with Maven, if its user wants that. */
  KubernetesWait watch() {
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
    if (waiting.interruption().cancels("Kubernetes job " + subject.submitted().name())) {
      try {
        cluster.delete(subject.submitted().name());
      } catch (HecktorException e) {
        progress.warn(e.problem());
      }
    }
  }

  private List<UnfinishedCase> waited() throws HecktorException, IOException {
    int cases = subject.job().pending().size();
    long begin = System.nanoTime();
    try (Progress.Work work =
        progress.count(
            subject.job().task() + " on job " + subject.submitted().name() + ", cases", cases)) {
      while (true) {
        // The stage first: a pod that is not there when the job has ended never was, or is gone.
        Cluster.JobStage stage = cluster.stage(subject.submitted().name());
        work.advance(look());
        if (settled.size() == cases) {
          return left(Cause.LOST, "");
        } else if (stage == Cluster.JobStage.ABSENT) {
          return left(Cause.CANCELLED, "The job was deleted.");
        } else if (stage == Cluster.JobStage.ENDED) {
          return left(Cause.LOST, "The job has ended and its pod is not there.");
        } else if (isStuck()) {
          return left(Cause.CANCELLED, "The job was ended, as its pods could not begin.");
        }
        complain(begin);
        pause(begin);
      }
    }
  }

  /** Returns how many cases have come to their end since the last look. */
  private int look() throws HecktorException, IOException {
    int fresh = 0;
    boolean stuck = false;
    boolean moving = false;
    List<ClusterJob.JobCase> pending = subject.job().pending();
    for (CasePod pod : cluster.pods(subject.submitted().name())) {
      if (pod.index() >= pending.size() || settled.containsKey(pod.index())) {
        continue;
      }
      stuck |= pod.stage() == CasePod.Stage.STUCK;
      moving |= pod.stage() == CasePod.Stage.RUNNING;
      if (pod.stage().ended()) {
        settle(pod, pending.get(pod.index()));
        fresh++;
      } else if (!pod.words().isEmpty()) {
        tell(pod);
      }
    }
    stuckNanos = stuck && !moving && fresh == 0 ? Math.max(stuckNanos, 1) : 0;
    return fresh;
  }

  private void settle(CasePod pod, ClusterJob.JobCase one) throws HecktorException, IOException {
    settled.put(pod.index(), subject.pods().settle(pod, one));
    if (failFast && !cancelled) {
      Optional<CaseRecord> record = subject.pods().batch().records().read(one.local().name());
      if (record.filter(it -> !it.result().passed()).isPresent()) {
        cancelled = true;
        cluster.delete(subject.submitted().name());
      }
    }
  }

  /** What holds a pod up may be known to the user, who has not looked there. */
  private void tell(CasePod pod) {
    String reason = pod.words().split(":", 2)[0];
    if (warned.add(reason)) {
      progress.warn(
          new Problem(
              ErrorCode.POD_WAITS,
              "Pod " + pod.name() + " cannot begin yet: " + pod.words() + ".",
              "The cluster says so; it goes on trying.",
              "See `kubectl describe pod "
                  + pod.name()
                  + " --namespace "
                  + subject.submitted().namespace()
                  + "`."));
    }
  }

  /** Where no pod comes up at all the job's events tell why. */
  private void complain(long begin) throws HecktorException {
    boolean long_ = System.nanoTime() - begin > NO_PODS.toNanos();
    if (long_ && settled.isEmpty() && warned.add("events")) {
      for (String one : cluster.complaints(subject.submitted().name())) {
        progress.warn(
            new Problem(
                ErrorCode.JOB_COMPLAINT,
                "The cluster says of job " + subject.submitted().name() + ": " + one,
                "A job without pods does not go on.",
                "See `kubectl describe job " + subject.submitted().name() + "`."));
      }
    }
  }

  /** Pods that cannot begin hold others up, which could not begin either: they share an image. */
  private boolean isStuck() throws HecktorException, IOException {
    long now = System.nanoTime();
    if (stuckNanos == 0) {
      return false;
    } else if (stuckNanos == 1) {
      stuckNanos = now;
    }
    if (now - stuckNanos < waiting.stuck().toNanos()) {
      return false;
    }
    List<ClusterJob.JobCase> pending = subject.job().pending();
    for (CasePod pod : cluster.pods(subject.submitted().name())) {
      if (pod.stage() == CasePod.Stage.STUCK && pod.index() < pending.size()) {
        settled.put(
            pod.index(),
            PodCases.left(
                pending.get(pod.index()).local().name(),
                Cause.NOT_STARTED,
                "Pod " + pod.name() + " could not begin" + PodCases.told(pod)));
      }
    }
    return true;
  }

  private List<UnfinishedCase> left(Cause cause, String words) {
    List<UnfinishedCase> left = new ArrayList<>();
    List<ClusterJob.JobCase> pending = subject.job().pending();
    for (int i = 0; i < pending.size(); i++) {
      String name = pending.get(i).local().name();
      settled
          .getOrDefault(i, PodCases.left(name, cancelled ? Cause.CANCELLED : cause, words(words)))
          .ifPresent(left::add);
    }
    return left;
  }

  private String words(String words) {
    return cancelled ? "A case failed before, and hecktor.failFast ends the batch then." : words;
  }

  /** All that is known is here: neither the job nor its folder is needed any more. */
  private void clear() throws HecktorException {
    cluster.delete(subject.submitted().name());
    if (subject.pods().sawNoFile()) {
      progress.warn(
          new Problem(
              ErrorCode.VOLUME_EMPTY,
              "No case has left a file in `" + subject.pods().volume().folder() + "`.",
              "Either no program wrote one, or the folder is not that of the claim's volume; then"
                  + " the programs saw no input either, and their verdicts mean nothing.",
              "Compare -Dhecktor.kubernetesFolder with what `kubectl get pvc` says of"
                  + " -Dhecktor.kubernetesClaim."));
    }
    if (!subject.pods().volume().remove()) {
      progress.warn(
          new Problem(
              ErrorCode.VOLUME_NOT_CLEARED,
              "The folder `" + subject.pods().volume().folder() + "` could not be removed.",
              "The image's user has made folders in it, which this machine's user may not change.",
              "Remove it as that user, or set -Dhecktor.user to your own number."));
    }
  }

  /** Soon at first, then with patience: a cluster has others to serve. */
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
