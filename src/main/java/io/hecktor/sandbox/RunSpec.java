package io.hecktor.sandbox;

/**
 * One run of an image on one case: all that an engine needs, with no choice left open.
 *
 * @param image what to run
 * @param program how to run it
 * @param folders what it may see and write
 * @param limits what it may cost
 * @param files where its traces go on the host
 * @param gpu what it gets of the machine's GPU
 */
public record RunSpec(
    ImageSource image,
    Program program,
    Folders folders,
    RunLimits limits,
    RunFiles files,
    GpuAccess gpu) {}
