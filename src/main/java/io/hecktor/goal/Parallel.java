package io.hecktor.goal;

/**
 * How many cases run at once.
 *
 * @param most at least one
 * @param memoryBytes what they may take together; each may take all that its limit allows
 */
public record Parallel(int most, long memoryBytes) {

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if no case could run
   */
  public Parallel {
    if (most < 1) {
      throw new IllegalArgumentException("at least one case runs at a time");
    }
  }

  /** So many, whatever they take. */
  public static Parallel of(int cases) {
    return new Parallel(cases, Long.MAX_VALUE);
  }

  /** How many cases with such a limit; one fits always, for it runs alone then. */
  int atOnce(long limitBytes) {
    return (int) Math.max(1, Math.min(most, memoryBytes / Math.max(1, limitBytes)));
  }
}
