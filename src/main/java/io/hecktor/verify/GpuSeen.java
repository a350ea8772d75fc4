package io.hecktor.verify;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The GPU that a run was given.
 *
 * @param device as its driver names it, such as {@code NVIDIA A100-SXM4-40GB}; empty where nobody
 *     told
 * @param clockMhz the highest clock of its multiprocessors; 0 where nobody told
 * @param busyShare of the run's time in which it worked, from 0 to 1, where it was measured
 * @param measured what it can do, where that was measured before the run
 */
public record GpuSeen(
    String device, int clockMhz, OptionalDouble busyShare, Optional<MeasuredGpu> measured) {

  /** A GPU that was not measured. */
  GpuSeen(String device, int clockMhz, OptionalDouble busyShare) {
    this(device, clockMhz, busyShare, Optional.empty());
  }
}
