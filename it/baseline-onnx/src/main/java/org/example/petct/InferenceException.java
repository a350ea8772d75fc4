package org.example.petct;

import java.nio.file.Path;

/** A failure that the reader of the log can act on: what is wrong, in which file, what to do. */
public final class InferenceException extends Exception {
  private static final long serialVersionUID = 1L;

  public InferenceException(String what, String fix) {
    super(sentence(what) + " " + sentence(fix));
  }

  public InferenceException(Path file, String what, String fix) {
    this("`" + file + "` " + what, fix);
  }

  public InferenceException(Path file, String what, String fix, Throwable cause) {
    this("`" + file + "` " + what, fix, cause);
  }

  public InferenceException(String what, String fix, Throwable cause) {
    this(what, fix);
    initCause(cause);
  }

  private static String sentence(String text) {
    return text.endsWith(".") ? text : text + ".";
  }
}
