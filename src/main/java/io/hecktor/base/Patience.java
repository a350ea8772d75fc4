package io.hecktor.base;

import java.time.Duration;

/**
 * How long a registry is waited for.
 *
 * @param connecting until a connection stands
 * @param stalled without a byte on a connection that stands
 * @param firstPause after the first failure; each further one waits twice as long
 * @param tries in a row without a new byte, the first included
 */
record Patience(Duration connecting, Duration stalled, Duration firstPause, int tries) {

  /** Enough for a slow line, short enough for a user who waits. */
  static final Patience STANDARD =
      new Patience(Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofMillis(500), 5);

  /** A registry that asks for a longer pause is told to the user instead. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

  Duration pauseAfter(int failures) {
    Duration pause = firstPause.multipliedBy(1L << Math.min(failures - 1, 20));
    return exceeds(pause) ? LONGEST_PAUSE : pause;
  }

  static boolean exceeds(Duration pause) {
    return pause.compareTo(LONGEST_PAUSE) > 0;
  }
}
