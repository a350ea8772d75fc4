package io.hecktor.verify;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a run might have taken on a T4: an estimate, nothing was run there. What the GPU was not
 * busy for takes as long as here. The rest is longer or shorter by a factor that lies between those
 * of the published figures: ordinary arithmetic, arithmetic on tensor cores, memory. Nobody knows
 * which of them a network is bound by; where it was not measured for how long the GPU was busy, it
 * may have been any part of the time.
 *
 * @param device that the run was measured on
 * @param least seconds, if all goes well
 * @param most seconds, if nothing does
 */
record T4Estimate(String device, double least, double most) {

  /** An estimate; none for a GPU whose figures are not known. */
  static Optional<T4Estimate> of(Duration took, GpuSeen gpu) {
    return GpuFigures.of(gpu.device()).map(figures -> of(took, gpu, figures));
  }

  private static T4Estimate of(Duration took, GpuSeen gpu, GpuFigures here) {
    GpuFigures there = GpuFigures.T4;
    double clock = gpu.clockMhz() > 0 ? Math.min(1, gpu.clockMhz() / (double) here.boostMhz()) : 1;
    double single = clock * here.singleTflops() / there.singleTflops();
    double tensor = clock * here.tensorTflops() / there.tensorTflops();
    double memory = here.gigabytesPerSecond() / (double) there.gigabytesPerSecond();
    double low = Math.min(Math.min(single, tensor), memory);
    double high = Math.max(Math.max(single, tensor), memory);
    double seconds = took.toNanos() / 1e9;
    double busy = gpu.busyShare().orElse(1);
    double idleSeconds = seconds * (1 - busy);
    double least = idleSeconds + seconds * busy * low;
    double most = idleSeconds + seconds * busy * high;
    boolean known = gpu.busyShare().isPresent();
    return new T4Estimate(
        gpu.device(),
        known ? least : Math.min(least, seconds),
        known ? most : Math.max(most, seconds));
  }
}
