package io.hecktor.sandbox;

import java.io.IOException;
import java.util.OptionalLong;

/**
 * Watches what a run's processes take of memory: by a control group where one could be made, and by
 * samples of {@code /proc} where not.
 */
final class MemoryWatch {

  /** From this share of the limit on, samples are made exact before anything is killed. */
  private static final double NEAR = 0.9;

  private final ProcessTree tree;
  private final long limitBytes;
  private final MemoryCgroup cgroup;
  private final MemoryCurve.Growing curve = new MemoryCurve.Growing(Supervisor.SAMPLE);
  private boolean joined;
  private long peak;
  private boolean reached;

  /**
   * A watch over a tree.
   *
   * @param cgroup the run's control group, or the one that stands for none
   */
  MemoryWatch(ProcessTree tree, long limitBytes, MemoryCgroup cgroup) {
    this.tree = tree;
    this.limitBytes = limitBytes;
    this.cgroup = cgroup;
    this.joined = cgroup.exists();
  }

  /** The set-up was not allowed to join the control group: from now on samples decide. */
  void cgroupRefused() {
    joined = false;
  }

  /**
   * Takes a sample; returns whether all has to be killed for it.
   *
   * @param runNanos since the program's start; negative before it, when the curve has not begun
   */
  boolean sample(long runNanos) throws IOException {
    long now = joined ? cgroup.residentBytes() : sampled();
    peak = Math.max(peak, now);
    if (runNanos >= 0) {
      curve.add(runNanos, now);
    }
    if (joined || now <= limitBytes) {
      return false;
    }
    reached = true;
    return true;
  }

  private long sampled() {
    var processes = tree.contained();
    long sum = processes.stream().mapToLong(ProcessStatus::residentBytes).sum();
    if (processes.size() == 1 || sum < limitBytes * NEAR) {
      return sum;
    }
    // Pages that forked processes share were counted once for each.
    return processes.stream().mapToLong(ProcessStatus::proportionalBytes).sum();
  }

  /** What was measured; to be asked for when the run has ended, before the cgroup is removed. */
  MemoryUse result() throws IOException {
    if (!joined) {
      return new MemoryUse(
          peak, OptionalLong.empty(), MemoryUse.Meter.SAMPLED, reached, curve.curve());
    }
    return new MemoryUse(
        Math.max(peak, cgroup.residentBytes()),
        cgroup.highWaterBytes(),
        cgroup.meter(),
        cgroup.kills() > 0,
        curve.curve());
  }
}
