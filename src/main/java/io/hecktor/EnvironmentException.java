package io.hecktor;

/**
 * A failure of the environment kind: the network, the disk or a missing program stands in the way.
 */
public non-sealed class EnvironmentException extends HecktorException {

  private static final long serialVersionUID = 1L;

  /** Tells the problem where no other exception lies below it. */
  public EnvironmentException(Problem problem) {
    super(problem, null);
  }

  /** Tells the problem and keeps what caused it, for {@code -X}. */
  public EnvironmentException(Problem problem, Throwable cause) {
    super(problem, cause);
  }
}
