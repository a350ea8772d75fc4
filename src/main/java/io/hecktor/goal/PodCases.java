package io.hecktor.goal;

import io.hecktor.HecktorException;
import io.hecktor.kubernetes.CasePod;
import io.hecktor.kubernetes.CasePod.ContainerEnd;
import io.hecktor.kubernetes.Cluster;
import io.hecktor.sandbox.Attempts;
import io.hecktor.sandbox.CapturedStream;
import io.hecktor.sandbox.Ending;
import io.hecktor.sandbox.Exactness;
import io.hecktor.sandbox.FileTrees;
import io.hecktor.sandbox.GpuUse;
import io.hecktor.sandbox.MemoryUse;
import io.hecktor.sandbox.RunObservation;
import io.hecktor.verify.CaseRecord;
import io.hecktor.verify.RunFinding;
import io.hecktor.verify.RunRule;
import io.hecktor.verify.UnfinishedCase;
import io.hecktor.verify.UnfinishedCase.Cause;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Turns pods that have ended into records of cases, or into words on why there is none. What the
 * program did is judged; what the cluster did to it is not its fault.
 */
final class PodCases {

  private static final String NOT_SEEN =
      "a cluster shows no attempts; its network policy denies the way, where its network heeds"
          + " policies";
  private static final String READ_ONLY =
      "the root is read-only, so nothing was written, but a cluster shows no attempts";

  private final Batch batch;
  private final CaseVolume volume;
  private final Judge judge;
  private final Cluster cluster;
  private int judged;
  private long files;

  PodCases(Batch batch, CaseVolume volume, Judge judge, Cluster cluster) {
    this.batch = batch;
    this.volume = volume;
    this.judge = judge;
    this.cluster = cluster;
  }

  Batch batch() {
    return batch;
  }

  CaseVolume volume() {
    return volume;
  }

  /** Whether programs have run and none of them has left a file where they are looked for. */
  boolean sawNoFile() {
    return judged > 0 && files == 0;
  }

  /**
   * What became of a case whose pod has ended.
   *
   * @return empty where there is a verdict, which is on the disk then
   */
  Optional<UnfinishedCase> settle(CasePod pod, ClusterJob.JobCase one)
      throws HecktorException, IOException {
    String name = one.local().name();
    String pods = "Pod " + pod.name() + " ";
    Optional<UnfinishedCase> unfinished =
        switch (pod.stage()) {
          case ENDED, NOT_EXECUTABLE -> Optional.empty();
          case OVERDUE ->
              isTimeout(pod)
                  ? Optional.empty()
                  : left(
                      name,
                      Cause.SCHEDULER_TIMEOUT,
                      pods
                          + "came to the end of its time before its program did, as its image took"
                          + " long to arrive.");
          case DISRUPTED -> left(name, Cause.NODE_LOST, pods + "lost its node" + told(pod));
          case REFUSED -> left(name, Cause.NOT_STARTED, pods + "could not be begun" + told(pod));
          case DELETED -> left(name, Cause.CANCELLED, pods + "was deleted.");
          case WAITING, STUCK, RUNNING ->
              left(name, Cause.PENDING, pods + "is under way" + told(pod));
        };
    if (unfinished.isPresent()) {
      return unfinished;
    }
    if (pod.container().isEmpty()) {
      return left(name, Cause.LOST, pods + "has ended and the cluster does not tell how.");
    }
    return judged(pod, one);
  }

  static Optional<UnfinishedCase> left(String name, Cause cause, String words) {
    return Optional.of(new UnfinishedCase(name, cause, words));
  }

  static String told(CasePod pod) {
    return pod.words().isEmpty() ? "." : ": " + pod.words() + ".";
  }

  private boolean isTimeout(CasePod pod) {
    Duration limit = batch.image().task().task().limits().time().value();
    return pod.container().filter(end -> took(end).compareTo(limit) >= 0).isPresent();
  }

  private static Duration took(ContainerEnd end) {
    Duration took = Duration.between(end.started(), end.finished());
    return took.isNegative() ? Duration.ZERO : took;
  }

  private Optional<UnfinishedCase> judged(CasePod pod, ClusterJob.JobCase one)
      throws HecktorException, IOException {
    Path folder = batch.folder().resolve(one.local().name());
    FileTrees.delete(folder);
    Path output = folder.resolve("output");
    try {
      files += volume.fetch(pod.index(), output);
      judged++;
    } catch (AccessDeniedException e) {
      return left(
          one.local().name(),
          Cause.LOST,
          "Its output is closed to this machine's user; run as the image's user, or make the program"
              + " leave files that all may read.");
    }
    RunObservation seen = observation(pod, folder);
    CaseRecord record =
        judge.record(one.local(), new Judge.Origin(one.stamp(), pod.node()), output, seen);
    RunFinding remark =
        new RunFinding.NotChecked(
            one.local().name(),
            RunRule.EXIT,
            "which stream a line went to: a cluster keeps stdout and stderr as one.");
    batch
        .records()
        .write(
            new CaseRecord(
                record.stamp(),
                record.engine(),
                record.place(),
                record.exactness(),
                record.result().with(List.of(remark))));
    return Optional.empty();
  }

  private RunObservation observation(CasePod pod, Path folder)
      throws HecktorException, IOException {
    ContainerEnd end = pod.container().orElseThrow();
    // Who failed told why on stderr, mostly, and that is where it is looked for.
    boolean failed = end.exitCode() != 0;
    Path said = folder.resolve(failed ? "stderr.log" : "stdout.log");
    Path silent = folder.resolve(failed ? "stdout.log" : "stderr.log");
    cluster.log(pod.name(), said);
    Files.write(silent, new byte[0]);
    CapturedStream whole = new CapturedStream(said, Files.size(said), false);
    CapturedStream empty = new CapturedStream(silent, 0, false);
    return new RunObservation(
        KubernetesExecutor.NAME,
        new Ending(
            end.exitCode(),
            OptionalInt.empty(),
            pod.stage() != CasePod.Stage.NOT_EXECUTABLE,
            pod.stage() == CasePod.Stage.OVERDUE,
            Optional.empty()),
        took(end),
        new MemoryUse(0, OptionalLong.empty(), MemoryUse.Meter.NONE, end.outOfMemory()),
        new Attempts<>(Exactness.NOT_SEEN, NOT_SEEN, 0, List.of()),
        new Attempts<>(Exactness.NOT_SEEN, READ_ONLY, 0, List.of()),
        failed ? empty : whole,
        failed ? whole : empty,
        GpuUse.none());
  }
}
