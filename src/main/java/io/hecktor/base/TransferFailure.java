package io.hecktor.base;

import io.hecktor.HecktorException;
import java.io.IOException;

/** Carries a failure that already has its words through code that only knows streams. */
final class TransferFailure extends IOException {

  private static final long serialVersionUID = 1L;

  private final HecktorException failure;

  TransferFailure(HecktorException failure) {
    super(failure);
    this.failure = failure;
  }

  HecktorException failure() {
    return failure;
  }
}
