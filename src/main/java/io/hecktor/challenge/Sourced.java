package io.hecktor.challenge;

import java.time.LocalDate;

/**
 * A rule's value, and who says so.
 *
 * @param value what is asked
 * @param source where it is written, in words
 * @param date when that was written, or read where it bears no date
 */
public record Sourced<T>(T value, String source, LocalDate date) {

  /** The same rule with another value, set by the user. */
  public Sourced<T> overriddenBy(T other, String parameter) {
    return new Sourced<>(other, "set by " + parameter, date);
  }

  /** The source as a reader wants to see it, such as {@code challenge's README, 2025-07-03}. */
  public String origin() {
    return source + ", " + date;
  }
}
