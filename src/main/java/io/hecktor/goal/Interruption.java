package io.hecktor.goal;

/** What becomes of a cluster's job when its user ends Maven. */
@FunctionalInterface
public interface Interruption {

  /**
   * Asks the user, where there is one to ask, and says what is done.
   *
   * @param job such as {@code Slurm job 12}
   * @return whether it is to be cancelled
   */
  boolean cancels(String job);
}
