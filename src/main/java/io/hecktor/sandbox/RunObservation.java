package io.hecktor.sandbox;

import java.time.Duration;

/**
 * What was seen of a run, before any rule judges it.
 *
 * @param engine the engine's name
 * @param ending how it ended
 * @param duration wall clock of the program, without the container's set-up
 * @param memory what it took
 * @param network attempts to reach beyond loopback
 * @param writes attempts to change files outside of what may be written
 * @param stdout standard output
 * @param stderr standard error
 * @param gpu what it took of the GPU
 */
public record RunObservation(
    String engine,
    Ending ending,
    Duration duration,
    MemoryUse memory,
    Attempts<NetworkAttempt> network,
    Attempts<WriteAttempt> writes,
    CapturedStream stdout,
    CapturedStream stderr,
    GpuUse gpu) {}
