package io.hecktor.sandbox;

import java.util.OptionalLong;

/**
 * What the run's processes took of memory, all together.
 *
 * @param peakBytes the highest sample of anonymous and shared memory; files that are only mapped or
 *     cached are not in it, because they can be dropped at any time
 * @param highWaterBytes the kernel's own high-water mark, which counts cached files too; a bound
 *     from above, where there is a cgroup
 * @param meter how it was measured and how the limit was enforced
 * @param limitReached whether the limit was hit and a process killed for it
 * @param curve the samples over time, where there were any
 */
public record MemoryUse(
    long peakBytes,
    OptionalLong highWaterBytes,
    Meter meter,
    boolean limitReached,
    MemoryCurve curve) {

  /** What was measured without samples over time. */
  public MemoryUse(long peakBytes, OptionalLong highWaterBytes, Meter meter, boolean limitReached) {
    this(peakBytes, highWaterBytes, meter, limitReached, MemoryCurve.none());
  }

  /** Ways to measure memory and to enforce its limit. */
  public enum Meter {
    /** A control group of version 2: the kernel enforces the limit. */
    CGROUP_V2,
    /** A control group of version 1: the kernel enforces the limit. */
    CGROUP_V1,
    /** Sampled from {@code /proc}; all is killed when a sample passes the limit. */
    SAMPLED,
    /** Not measured. */
    NONE
  }
}
