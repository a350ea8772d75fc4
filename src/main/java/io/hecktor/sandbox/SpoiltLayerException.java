package io.hecktor.sandbox;

import java.io.IOException;

/** A layer whose bytes are not what its digests promise, or no tar in gzip. */
public final class SpoiltLayerException extends IOException {

  private static final long serialVersionUID = 1L;

  SpoiltLayerException(String reason) {
    super(reason);
  }

  SpoiltLayerException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
