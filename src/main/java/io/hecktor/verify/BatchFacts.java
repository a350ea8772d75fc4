package io.hecktor.verify;

import java.util.List;

/**
 * What a report tells of a batch as a whole.
 *
 * @param executor {@code local}, or the scheduler that ran it
 * @param found how many cases there were to choose from
 * @param unfinished those chosen that have no verdict
 */
public record BatchFacts(String executor, int found, List<UnfinishedCase> unfinished) {

  /** Copies the list. */
  public BatchFacts {
    unfinished = List.copyOf(unfinished);
  }

  /** All cases, on this machine, to the end. */
  public static BatchFacts whole(int cases) {
    return new BatchFacts("local", cases, List.of());
  }
}
