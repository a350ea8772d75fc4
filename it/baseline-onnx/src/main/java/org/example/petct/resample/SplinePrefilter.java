package org.example.petct.resample;

import java.util.stream.IntStream;
import org.example.petct.image.Size;
import org.example.petct.image.Volume;

/**
 * Turns voxels into the coefficients of the cubic B-spline that passes through them. Beyond its
 * borders the image is mirrored at the outermost voxels.
 *
 * @see <a href="https://doi.org/10.1109/79.799930">Unser: Splines, a perfect fit for signal and
 *     image processing</a>
 */
final class SplinePrefilter {
  private static final double POLE = Math.sqrt(3) - 2;
  private static final double GAIN = 6;

  private SplinePrefilter() {}

  /** Returns the coefficients, one per voxel. */
  static float[] coefficients(Volume image) {
    Size size = image.size();
    float[] values = image.values().clone();
    int slice = size.x() * size.y();
    lines(values, size.x(), 1, size.y() * size.z(), line -> line * size.x());
    lines(
        values,
        size.y(),
        size.x(),
        size.x() * size.z(),
        line -> line / size.x() * slice + line % size.x());
    lines(values, size.z(), slice, slice, line -> line);
    return values;
  }

  private static void lines(float[] values, int length, int stride, int count, Start start) {
    if (length > 1) {
      IntStream.range(0, count)
          .parallel()
          .forEach(line -> filter(values, start.of(line), stride, length));
    }
  }

  private static void filter(float[] values, int start, int stride, int length) {
    double[] line = new double[length];
    for (int at = 0; at < length; at++) {
      line[at] = values[start + at * stride] * GAIN;
    }
    line[0] = causalStart(line);
    for (int at = 1; at < length; at++) {
      line[at] += POLE * line[at - 1];
    }
    line[length - 1] = POLE / (POLE * POLE - 1) * (line[length - 1] + POLE * line[length - 2]);
    for (int at = length - 2; at >= 0; at--) {
      line[at] = POLE * (line[at + 1] - line[at]);
    }
    for (int at = 0; at < length; at++) {
      values[start + at * stride] = (float) line[at];
    }
  }

  /** The sum over the endlessly mirrored line, in closed form. */
  private static double causalStart(double[] line) {
    int last = line.length - 1;
    double forth = POLE;
    double back = Math.pow(POLE, 2.0 * last - 1);
    double sum = line[0] + Math.pow(POLE, last) * line[last];
    for (int at = 1; at < last; at++) {
      sum += (forth + back) * line[at];
      forth *= POLE;
      back /= POLE;
    }
    return sum / (1 - Math.pow(POLE, 2.0 * last));
  }

  /** Where a line begins. */
  @FunctionalInterface
  private interface Start {
    int of(int line);
  }
}
