package io.hecktor.sandbox;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * What a run may cost.
 *
 * @param time wall clock of the program, without the set-up
 * @param grace between TERM and KILL when the time is over
 * @param memoryBytes of all the run's processes together; {@code /tmp} lies on disk and does not
 *     count, {@code /dev/shm} does
 * @param dataSegmentBytes {@code RLIMIT_DATA} of each process, where the platform sets it
 * @param streamBytes kept of standard output and of standard error, each
 */
public record RunLimits(
    Duration time,
    Duration grace,
    long memoryBytes,
    OptionalLong dataSegmentBytes,
    long streamBytes) {

  /** The platform's time between TERM and KILL. */
  public static final Duration GRACE = Duration.ofSeconds(5);

  /** What is kept of a stream where nothing else is said. */
  public static final long STREAM_BYTES = 64L << 20;
}
