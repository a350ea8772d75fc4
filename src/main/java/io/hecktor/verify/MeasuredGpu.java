package io.hecktor.verify;

import java.util.Locale;

/**
 * What a GPU was measured to do.
 *
 * @param device as its driver names it
 * @param singleTflops 10<sup>12</sup> operations a second in single precision
 * @param gigabytesPerSecond of its memory
 */
public record MeasuredGpu(String device, double singleTflops, double gigabytesPerSecond) {

  /** Both figures, as in {@code the measured 13.2 TFLOPS and 800 GB/s here}. */
  String words() {
    return String.format(
        Locale.ROOT,
        "the measured %.1f TFLOPS and %.0f GB/s here",
        singleTflops,
        gigabytesPerSecond);
  }
}
