package io.hecktor.verify;

import java.io.IOException;

/** A file that is no MetaImage that the platform's readers take; the message says what is wrong. */
public final class MetaFormatException extends IOException {

  private static final long serialVersionUID = 1L;

  private final String what;

  public MetaFormatException(String what) {
    super(what);
    this.what = what;
  }

  public MetaFormatException(String what, Throwable cause) {
    super(what, cause);
    this.what = what;
  }

  /** What is wrong, without a full stop. */
  public String what() {
    return what;
  }
}
