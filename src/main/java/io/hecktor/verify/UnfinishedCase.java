package io.hecktor.verify;

import java.util.Locale;

/**
 * A case without a verdict: neither passed nor a breach.
 *
 * @param caseName named as its folder
 * @param cause what became of it
 * @param words what is known, a sentence
 */
public record UnfinishedCase(String caseName, Cause cause, String words) {

  /** What became of a case that did not run to its end. */
  public enum Cause {
    /** Somebody ended it, or the batch was ended before it began. */
    CANCELLED,
    /** The scheduler's time was over, which is longer than the challenge's. */
    SCHEDULER_TIMEOUT,
    /** The node that it ran on failed, or was taken away from it. */
    NODE_LOST,
    /** The scheduler's memory limit hit the watcher, not the program. */
    SCHEDULER_MEMORY,
    /** The container could not be set up where it ran. */
    NOT_STARTED,
    /** It has ended and nothing is there to tell how. */
    LOST,
    /** It waits or runs still. */
    PENDING;

    /** As the report spells it, such as {@code node-lost}. */
    public String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
