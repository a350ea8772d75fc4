package io.hecktor.base;

import io.hecktor.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Failures in a row, and the pauses between them. */
final class Retry {

  private final Patience patience;
  private final BooleanSupplier cancelled;
  private final Progress progress;
  private int failures;

  Retry(Patience patience, BooleanSupplier cancelled, Progress progress) {
    this.patience = patience;
    this.cancelled = cancelled;
    this.progress = progress;
  }

  /** Tells that something new has come: the failures so far do not count any more. */
  void progressed() {
    failures = 0;
  }

  /** Waits after a failure; false, at once, where another try is not worth it. */
  boolean waitAfter(IOException failure) {
    failures++;
    if (failures >= patience.tries() || cancelled.getAsBoolean() || isFinal(failure)) {
      return false;
    }
    Duration pause = pause(failure);
    progress.detail(
        "The registry failed (%s); asking again in %d ms."
            .formatted(failure.getClass().getSimpleName(), pause.toMillis()));
    return sleep(pause) && !cancelled.getAsBoolean();
  }

  /** A certificate does not become good by asking again, and nobody waits for hours. */
  private static boolean isFinal(IOException failure) {
    return failure instanceof SSLHandshakeException
        || failure instanceof SSLPeerUnverifiedException
        || Patience.exceeds(asked(failure));
  }

  private static Duration asked(IOException failure) {
    return failure instanceof BusyException busy ? busy.asked() : Duration.ZERO;
  }

  private Duration pause(IOException failure) {
    Duration own = patience.pauseAfter(failures);
    return asked(failure).compareTo(own) > 0 ? asked(failure) : own;
  }

  private static boolean sleep(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
