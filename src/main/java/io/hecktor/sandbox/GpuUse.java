package io.hecktor.sandbox;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a run took of the machine's GPU.
 *
 * @param shown whether its container had one
 * @param peakBytes the highest sample of the GPU's memory that its processes had, all together and
 *     on all GPUs; empty where it could not be measured
 * @param how it was measured, or why not; a sentence without a full stop
 * @param busyShare of its time in which a GPU worked, from 0 to 1, for whomever; empty where it
 *     could not be measured
 * @param devices the machine's GPUs, as the driver names them
 */
public record GpuUse(
    boolean shown,
    OptionalLong peakBytes,
    String how,
    OptionalDouble busyShare,
    List<GpuDevice> devices) {

  /** Copies the list. */
  public GpuUse {
    devices = List.copyOf(devices);
  }

  /**
   * A GPU of the machine.
   *
   * @param name such as {@code Tesla T4}
   * @param clockMhz the highest clock of its multiprocessors; 0 where it is not known
   */
  public record GpuDevice(String name, int clockMhz) {}

  /** A run without a GPU. */
  public static GpuUse none() {
    return of(false, "the run was given no GPU", List.of());
  }

  static GpuUse notMeasured(String why, List<GpuDevice> devices) {
    return of(true, why, devices);
  }

  private static GpuUse of(boolean shown, String why, List<GpuDevice> devices) {
    return new GpuUse(shown, OptionalLong.empty(), why, OptionalDouble.empty(), devices);
  }
}
