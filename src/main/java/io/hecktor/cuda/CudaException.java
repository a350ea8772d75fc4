package io.hecktor.cuda;

import java.io.Serial;

/** The driver refused something; the message names the function and the error. */
final class CudaException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  CudaException(String message) {
    super(message);
  }
}
