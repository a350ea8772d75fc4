package io.hecktor.verify;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a run might have taken on a T4: an estimate, nothing was run there. What the GPU was not
 * busy for takes as long as here. The rest is longer or shorter by a factor that lies between three
 * ratios to a T4's published figures: ordinary arithmetic, arithmetic on tensor cores, memory.
 * Nobody knows which of them a network is bound by; where it was not measured for how long the GPU
 * was busy, it may have been any part of the time.
 *
 * <p>Where the GPU was measured, ordinary arithmetic and memory are what it did, and tensor cores
 * are in the ratio to that in which they are published. Otherwise all three are as published.
 *
 * @param device that the run was measured on
 * @param basis what it is scaled by, in words
 * @param least seconds, if all goes well
 * @param most seconds, if nothing does
 */
record T4Estimate(String device, String basis, double least, double most) {

  /** An estimate; none for a GPU that was not measured and whose figures are not known. */
  static Optional<T4Estimate> of(Duration took, GpuSeen gpu) {
    Optional<GpuFigures> figures = GpuFigures.of(gpu.device());
    if (gpu.measured().isPresent()) {
      MeasuredGpu measured = gpu.measured().get();
      return Optional.of(
          of(
              took,
              gpu,
              Ratios.of(measured, figures),
              measured.words() + " and a T4's published figures"));
    }
    return figures.map(here -> of(took, gpu, Ratios.of(gpu, here), "published figures"));
  }

  private static T4Estimate of(Duration took, GpuSeen gpu, Ratios here, String basis) {
    double seconds = took.toNanos() / 1e9;
    double busy = gpu.busyShare().orElse(1);
    double idleSeconds = seconds * (1 - busy);
    double least = idleSeconds + seconds * busy * here.low();
    double most = idleSeconds + seconds * busy * here.high();
    boolean known = gpu.busyShare().isPresent();
    return new T4Estimate(
        gpu.device().isEmpty() ? gpu.measured().map(MeasuredGpu::device).orElse("") : gpu.device(),
        basis,
        known ? least : Math.min(least, seconds),
        known ? most : Math.max(most, seconds));
  }

  /** How many times faster than a T4 a GPU is at each of three things. */
  private record Ratios(double single, double tensor, double memory) {

    private static final GpuFigures THERE = GpuFigures.T4;

    static Ratios of(GpuSeen gpu, GpuFigures here) {
      double clock =
          gpu.clockMhz() > 0 ? Math.min(1, gpu.clockMhz() / (double) here.boostMhz()) : 1;
      return new Ratios(
          clock * here.singleTflops() / THERE.singleTflops(),
          clock * here.tensorTflops() / THERE.tensorTflops(),
          here.gigabytesPerSecond() / (double) THERE.gigabytesPerSecond());
    }

    /** Of a GPU that is not known nobody knows its tensor cores either. */
    static Ratios of(MeasuredGpu measured, Optional<GpuFigures> known) {
      double single = measured.singleTflops() / THERE.singleTflops();
      double tensor =
          known.map(here -> single * here.tensorTflops() / here.singleTflops()).orElse(single);
      return new Ratios(single, tensor, measured.gigabytesPerSecond() / THERE.gigabytesPerSecond());
    }

    double low() {
      return Math.min(Math.min(single, tensor), memory);
    }

    double high() {
      return Math.max(Math.max(single, tensor), memory);
    }
  }
}
