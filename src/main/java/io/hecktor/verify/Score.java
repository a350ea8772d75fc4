package io.hecktor.verify;

/**
 * How one output of one case agrees with what stands in {@code expected/}, kept as counts and
 * values, so that a batch can sum it up.
 */
public sealed interface Score {

  /** The output, from the output directory on. */
  String path();

  /**
   * A label of a mask.
   *
   * @param label 1 or more
   * @param expected how many voxels {@code expected/} gives it
   * @param actual how many the run gave it
   * @param both how many have it in both
   */
  record Overlap(String path, int label, long expected, long actual, long both) implements Score {

    /** 2|A∩B| / (|A|+|B|); 1 where neither has the label. */
    public double dice() {
      long sum = expected + actual;
      return sum == 0 ? 1 : 2.0 * both / sum;
    }
  }

  /** Two numbers. */
  record Value(String path, double expected, double actual) implements Score {}

  /**
   * A risk, and what became of the patient: {@code expected/} holds {@code {"time": 812, "event":
   * true}}.
   *
   * @param time until the event, or until nobody looked any more
   * @param event whether it came to pass
   * @param risk that the run told; higher means sooner
   */
  record Survival(String path, double time, boolean event, double risk) implements Score {}

  /** A truth value, and what the run said: 1 or 0 for true or false, or a number between. */
  record Flag(String path, boolean expected, double actual) implements Score {}

  /** Something that is the same or not. */
  record Match(String path, boolean same) implements Score {}
}
