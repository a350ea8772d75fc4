package io.hecktor.sandbox;

/** What a trial of an engine on this machine showed. */
public sealed interface Availability {

  /** Whether the engine can be used. */
  default boolean works() {
    return this instanceof Works;
  }

  /** The result in one sentence without a full stop, for people. */
  String reason();

  /**
   * The engine ran the trial.
   *
   * @param reason how it works here and how exact its evidence is
   */
  record Works(String reason) implements Availability {}

  /**
   * The engine did not run the trial.
   *
   * @param reason what stood in the way
   * @param remedy a full sentence: what to install or to set
   */
  record Fails(String reason, String remedy) implements Availability {}
}
