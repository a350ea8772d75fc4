package io.hecktor;

/**
 * What went wrong, in the user's words: three sentences, each ending in a full stop.
 *
 * @param code where the catalogue of errors tells more
 * @param what what happened, with the offending file, parameter or value
 * @param why why it matters, or who says so
 * @param fix what to change or type, with something to paste
 */
public record Problem(ErrorCode code, String what, String why, String fix) {

  /** The code and the three sentences as one line of text, as Maven prints it. */
  public String message() {
    return code.text() + ": " + what + " " + why + " " + fix;
  }
}
