package io.hecktor;

/**
 * What went wrong, in the user's words: three sentences, each ending in a full stop.
 *
 * @param what what happened, with the offending file, parameter or value
 * @param why why it matters, or who says so
 * @param fix what to change or type, with something to paste
 */
public record Problem(String what, String why, String fix) {

  /** The three sentences as one line of text, as Maven prints it. */
  public String message() {
    return what + " " + why + " " + fix;
  }
}
