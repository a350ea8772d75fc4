package io.hecktor;

import org.jspecify.annotations.Nullable;

/** A failure that is not a bug: it carries a {@link Problem} that tells the user what to do. */
public abstract sealed class HecktorException extends Exception
    permits ProjectException, EnvironmentException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  HecktorException(Problem problem, @Nullable Throwable cause) {
    super(problem.message(), cause);
    this.problem = problem;
  }

  /** The three sentences of the message, apart. */
  public final Problem problem() {
    return problem;
  }
}
