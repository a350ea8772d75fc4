package io.hecktor.challenge;

/** A profile file that cannot be understood; says in which line and at which key. */
final class ProfileFormatException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ProfileFormatException(int line, String what) {
    super("line " + line + ": " + what);
  }
}
