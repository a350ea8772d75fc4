package io.hecktor.doctor;

/** How something stands. */
public enum State {
  /** It works, or is as it should be. */
  OK("ok"),
  /** It works less well than it could, or stands in the way of a goal. */
  WARNING("warning"),
  /** It is not there; nobody has to miss it, unless it stops all. */
  MISSING("missing"),
  /** It does not matter on this machine. */
  NOT_APPLICABLE("n/a");

  private final String word;

  State(String word) {
    this.word = word;
  }

  /** The state in a word, for people and for reports. */
  public String word() {
    return word;
  }
}
