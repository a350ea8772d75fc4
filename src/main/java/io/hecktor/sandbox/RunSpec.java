package io.hecktor.sandbox;

import java.util.function.BooleanSupplier;

/**
 * One run of an image on one case: all that an engine needs, with no choice left open.
 *
 * @param image what to run
 * @param program how to run it
 * @param folders what it may see and write
 * @param limits what it may cost
 * @param files where its traces go on the host
 * @param gpu what it gets of the machine's GPU
 * @param enough asked again and again during the run, which is killed when it says so
 */
public record RunSpec(
    ImageSource image,
    Program program,
    Folders folders,
    RunLimits limits,
    RunFiles files,
    GpuAccess gpu,
    BooleanSupplier enough) {

  /** A run that goes on until the program ends or its limits are reached. */
  public RunSpec(
      ImageSource image,
      Program program,
      Folders folders,
      RunLimits limits,
      RunFiles files,
      GpuAccess gpu) {
    this(image, program, folders, limits, files, gpu, () -> false);
  }
}
