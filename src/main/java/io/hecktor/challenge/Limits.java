package io.hecktor.challenge;

import java.time.Duration;
import java.util.Optional;

/**
 * What a run and an archive may cost.
 *
 * @param time wall clock of one case
 * @param memoryBytes of the whole process tree
 * @param gpuMemoryBytes of the run's processes on the GPU
 * @param archiveBytes of the file that is uploaded
 * @param dataSegmentBytes per process, where the platform sets {@code RLIMIT_DATA}
 */
public record Limits(
    Sourced<Duration> time,
    Sourced<Long> memoryBytes,
    Sourced<Long> gpuMemoryBytes,
    Sourced<Long> archiveBytes,
    Optional<Sourced<Long>> dataSegmentBytes) {

  /** These limits with another time. */
  public Limits withTime(Sourced<Duration> other) {
    return new Limits(other, memoryBytes, gpuMemoryBytes, archiveBytes, dataSegmentBytes);
  }

  /** These limits with another memory. */
  public Limits withMemory(Sourced<Long> other) {
    return new Limits(time, other, gpuMemoryBytes, archiveBytes, dataSegmentBytes);
  }

  /** These limits with another archive size. */
  public Limits withArchive(Sourced<Long> other) {
    return new Limits(time, memoryBytes, gpuMemoryBytes, other, dataSegmentBytes);
  }
}
