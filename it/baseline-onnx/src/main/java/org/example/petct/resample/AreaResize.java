package org.example.petct.resample;

import java.util.stream.IntStream;
import org.example.petct.image.Size;

/**
 * Resizes by averages, as PyTorch's adaptive average pooling does: along each axis output {@code o}
 * of {@code m} covers the inputs from {@code floor(o n / m)} up to {@code ceil((o + 1) n / m)}.
 */
public final class AreaResize {
  private AreaResize() {}

  /** Returns a cube, x fastest. A mean of means, which is exact as every cell is a box. */
  public static float[] toCube(float[] values, Size size, int side) {
    float[] alongX = axis(values, new Lines(1, size.x(), size.y() * size.z()), side);
    float[] alongY = axis(alongX, new Lines(side, size.y(), size.z()), side);
    return axis(alongY, new Lines(side * side, size.z(), 1), side);
  }

  private static float[] axis(float[] values, Lines lines, int side) {
    float[] means = new float[lines.inner * side * lines.outer];
    IntStream.range(0, lines.outer * side)
        .parallel()
        .forEach(
            row -> {
              int from = (int) ((long) (row % side) * lines.length / side);
              int to = (int) (((long) (row % side + 1) * lines.length + side - 1) / side);
              int start = row / side * lines.length * lines.inner;
              for (int i = 0; i < lines.inner; i++) {
                double sum = 0;
                for (int at = from; at < to; at++) {
                  sum += values[start + at * lines.inner + i];
                }
                means[row * lines.inner + i] = (float) (sum / (to - from));
              }
            });
    return means;
  }

  /**
   * How the lines along an axis lie in memory.
   *
   * @param inner values between neighbours on a line
   * @param outer blocks of lines
   */
  private record Lines(int inner, int length, int outer) {}
}
