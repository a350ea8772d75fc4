package io.hecktor.cuda;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What came of measuring a GPU.
 *
 * @see CalibrationProcess
 */
public sealed interface Calibration {

  /**
   * What the GPU did.
   *
   * @param device as its driver names it
   * @param singleTflops 10<sup>12</sup> operations a second in single precision, where an FMA is
   *     two
   * @param gigabytesPerSecond 10<sup>9</sup> bytes that its memory read or wrote in a second
   */
  record Measured(String device, double singleTflops, double gigabytesPerSecond)
      implements Calibration {

    /** Two figures in words. */
    public String words() {
      return String.format(
          Locale.ROOT, "%.1f TFLOPS and %.0f GB/s", singleTflops, gigabytesPerSecond);
    }
  }

  /**
   * It could not be measured.
   *
   * @param why a clause without a full stop
   */
  record Failed(String why) implements Calibration {}

  /** Lines by which a process tells another, and the cache a later run. */
  default String text() {
    if (this instanceof Measured one) {
      return String.join(
          "\n",
          "measured",
          line(one.device()),
          Double.toString(one.singleTflops()),
          Double.toString(one.gigabytesPerSecond()));
    }
    return "failed\n" + line(((Failed) this).why());
  }

  /** What such lines say; empty where they say nothing or what no GPU does. */
  static Optional<Calibration> parse(String text) {
    List<String> lines = text.lines().toList();
    if (lines.size() == 2 && lines.get(0).equals("failed")) {
      return Optional.of(new Failed(lines.get(1)));
    }
    if (lines.size() != 4 || !lines.get(0).equals("measured")) {
      return Optional.empty();
    }
    try {
      Measured measured =
          new Measured(
              lines.get(1), Double.parseDouble(lines.get(2)), Double.parseDouble(lines.get(3)));
      return Optional.of(plausible(measured));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** From a hundredth of the smallest GPU's figures to some times the largest one's. */
  private static Calibration plausible(Measured one) {
    boolean can =
        one.singleTflops() > 0.01
            && one.singleTflops() < 2000
            && one.gigabytesPerSecond() > 0.5
            && one.gigabytesPerSecond() < 100_000;
    return can ? one : new Failed("it told of " + one.words() + ", which no GPU does");
  }

  private static String line(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ").strip();
    return line.isEmpty() ? "?" : line;
  }
}
