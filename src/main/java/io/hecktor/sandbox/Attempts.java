package io.hecktor.sandbox;

import java.util.List;

/**
 * What was seen of one kind of attempt.
 *
 * @param exactness what the absence of an entry means
 * @param how the source of the evidence, for people
 * @param count attempts in all, repetitions included
 * @param distinct each different attempt once, in the order of time; at most {@value #KEPT}
 * @param <T> {@link NetworkAttempt} or {@link WriteAttempt}
 */
public record Attempts<T>(Exactness exactness, String how, long count, List<T> distinct) {

  /** As many different attempts are kept; the count goes on. */
  static final int KEPT = 200;

  /** Copies the list. */
  public Attempts {
    distinct = List.copyOf(distinct);
  }

  static <T> Attempts<T> notSeen(String why) {
    return new Attempts<>(Exactness.NOT_SEEN, why, 0, List.of());
  }
}
