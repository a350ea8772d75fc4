package io.hecktor.goal;

/** What becomes of a cluster's job when its user ends Maven. */
@FunctionalInterface
public interface Interruption {

  /**
   * Asks the user, where there is one to ask, and says what is done.
   *
   * @param job the job's number
   * @return whether it is to be cancelled
   */
  boolean cancels(String job);
}
