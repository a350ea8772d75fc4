package io.hecktor;

/** A failure of the project kind: the user can fix it in the POM or in the project's files. */
public non-sealed class ProjectException extends HecktorException {

  private static final long serialVersionUID = 1L;

  /** Tells the problem where no other exception lies below it. */
  public ProjectException(Problem problem) {
    super(problem, null);
  }

  /** Tells the problem and keeps what caused it, for {@code -X}. */
  public ProjectException(Problem problem, Throwable cause) {
    super(problem, cause);
  }
}
