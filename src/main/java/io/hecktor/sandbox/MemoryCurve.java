package io.hecktor.sandbox;

import java.time.Duration;
import java.util.List;

/**
 * How a run's memory went over time, coarse enough to be kept: one value for each step from the
 * program's start on.
 *
 * @param step between two values
 * @param bytes the highest sample of each step; a step without a sample has that of the one before
 */
public record MemoryCurve(Duration step, List<Long> bytes) {

  /** No more steps than that, however long a run takes. */
  public static final int MOST_STEPS = 240;

  /** Copies the list. */
  public MemoryCurve {
    bytes = List.copyOf(bytes);
  }

  /** A curve of which nothing is known. */
  public static MemoryCurve none() {
    return new MemoryCurve(Duration.ZERO, List.of());
  }

  /** Grows sample by sample in bounded memory: when it is full, each two steps become one. */
  static final class Growing {

    private final long[] highest = new long[MOST_STEPS];
    private long stepNanos;
    private int steps;

    /** Begins with steps of this length. */
    Growing(Duration step) {
      this.stepNanos = step.toNanos();
    }

    /**
     * Adds a sample.
     *
     * @param nanos since the program's start; never less than before
     */
    void add(long nanos, long bytes) {
      while (nanos / stepNanos >= MOST_STEPS) {
        halve();
      }
      int index = (int) (nanos / stepNanos);
      for (int empty = steps; empty <= index; empty++) {
        highest[empty] = empty == index ? bytes : empty == 0 ? 0 : highest[empty - 1];
      }
      steps = Math.max(steps, index + 1);
      highest[index] = Math.max(highest[index], bytes);
    }

    private void halve() {
      for (int i = 0; i < steps; i += 2) {
        highest[i / 2] = i + 1 < steps ? Math.max(highest[i], highest[i + 1]) : highest[i];
      }
      steps = (steps + 1) / 2;
      stepNanos *= 2;
    }

    MemoryCurve curve() {
      return steps == 0
          ? none()
          : new MemoryCurve(
              Duration.ofNanos(stepNanos),
              java.util.Arrays.stream(highest, 0, steps).boxed().toList());
    }
  }
}
