package io.hecktor.sandbox;

import java.nio.file.Path;
import java.util.List;

/**
 * One run of an image on one case: all that an engine needs, with no choice left open.
 *
 * @param image what to run
 * @param program how to run it
 * @param folders what it may see and write
 * @param limits what it may cost
 * @param files where its traces go on the host
 * @param devices device nodes of the host that the container sees too; empty without a GPU
 */
public record RunSpec(
    ImageSource image,
    Program program,
    Folders folders,
    RunLimits limits,
    RunFiles files,
    List<Path> devices) {

  /** Copies the list. */
  public RunSpec {
    devices = List.copyOf(devices);
  }
}
