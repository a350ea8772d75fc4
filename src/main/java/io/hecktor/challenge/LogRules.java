package io.hecktor.challenge;

/**
 * What the platform does with a run's output streams.
 *
 * @param lineBytes longer lines are dropped
 * @param keptLines only so many of the last lines are kept
 */
public record LogRules(Sourced<Long> lineBytes, Sourced<Long> keptLines) {}
