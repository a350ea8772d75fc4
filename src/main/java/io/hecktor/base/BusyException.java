package io.hecktor.base;

import java.io.IOException;
import java.time.Duration;

/** An answer that says "not now": 408, 429 or 5xx. */
final class BusyException extends IOException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final Duration asked;

  /**
   * Keeps what was answered.
   *
   * @param asked how long the registry wants to be left alone; zero where it does not say
   */
  BusyException(int status, Duration asked) {
    super("the registry answered " + status);
    this.status = status;
    this.asked = asked;
  }

  int status() {
    return status;
  }

  Duration asked() {
    return asked;
  }
}
