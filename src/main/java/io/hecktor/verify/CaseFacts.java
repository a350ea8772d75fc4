package io.hecktor.verify;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What an engine saw of one run, before anybody judged it.
 *
 * @param localCase the case that ran
 * @param files what the run left
 * @param ending how it ended
 * @param usage what it took
 * @param attempts what it tried against the rules, in the order of time
 * @param unseen the rules that the engine could not observe, with the reason
 */
public record CaseFacts(
    LocalCase localCase,
    RunFiles files,
    Ending ending,
    Usage usage,
    List<Attempt> attempts,
    Map<RunRule, String> unseen) {

  /** Copies the collections. */
  public CaseFacts {
    attempts = List.copyOf(attempts);
    unseen = Map.copyOf(unseen);
  }

  /**
   * Where a run's files are on this machine.
   *
   * @param output the folder that the container saw as its output directory; untrusted
   * @param stdout the whole stream
   * @param stderr the whole stream
   */
  public record RunFiles(Path output, Path stdout, Path stderr) {}

  /**
   * How a run ended.
   *
   * @param exitCode as a shell tells it: 128 plus the signal where one killed the program
   * @param signal the signal that killed the program, where one did
   * @param timedOut whether the engine stopped it for its time
   * @param outOfMemory whether it was stopped for its memory
   */
  public record Ending(int exitCode, OptionalInt signal, boolean timedOut, boolean outOfMemory) {

    /** An end of the program's own making. */
    public static Ending exited(int exitCode) {
      return new Ending(exitCode, OptionalInt.empty(), false, false);
    }

    /** Whether the engine ended it for a limit, so that the exit code is not the program's own. */
    boolean stopped() {
      return timedOut || outOfMemory;
    }
  }

  /**
   * What a run took.
   *
   * @param duration wall clock, from the start of the entrypoint
   * @param peakMemoryBytes of the whole process tree, where it could be measured
   * @param peakGpuMemoryBytes of the tree on the GPU, where it could be measured
   * @param gpu that it was given, where there was one
   * @param memory how it went over time, where that was watched
   */
  public record Usage(
      Duration duration,
      OptionalLong peakMemoryBytes,
      OptionalLong peakGpuMemoryBytes,
      Optional<GpuSeen> gpu,
      Curve memory) {

    /** What a run without a GPU took. */
    public Usage(Duration duration, OptionalLong peakMemoryBytes, OptionalLong peakGpuMemoryBytes) {
      this(duration, peakMemoryBytes, peakGpuMemoryBytes, Optional.empty(), Curve.none());
    }
  }

  /**
   * A measure over time.
   *
   * @param step between two values, the first of which is the program's start
   * @param values the highest of each step; empty where nothing was watched
   */
  public record Curve(Duration step, List<Long> values) {

    /** Copies the list. */
    public Curve {
      values = List.copyOf(values);
    }

    /** Nothing was watched. */
    public static Curve none() {
      return new Curve(Duration.ZERO, List.of());
    }
  }

  /**
   * Something that a run tried although the rules forbid it.
   *
   * @param rule {@link RunRule#NETWORK} or {@link RunRule#FILESYSTEM}
   * @param subject such as {@code connect 93.184.216.34:443} or {@code /opt/app/cache}
   * @param evidence who did it and how it ended, such as the traced system call
   */
  public record Attempt(RunRule rule, String subject, String evidence) {}
}
