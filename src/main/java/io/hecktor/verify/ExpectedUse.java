package io.hecktor.verify;

/** What the files in a case's {@code expected/} are for. */
public enum ExpectedUse {
  /** They are an earlier output of the program: one that differs breaks the rule {@code output}. */
  SAME,
  /** They are the truth: how near the program comes to it is told, and breaks no rule. */
  SCORE
}
