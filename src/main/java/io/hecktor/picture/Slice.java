package io.hecktor.picture;

import java.util.Arrays;

/** Values in a rectangle, row by row from the top. */
final class Slice {

  /** A picture is made smaller until no side has more pixels. */
  private static final int MOST_PIXELS = 320;

  private final int width;
  private final float[] values;

  private Slice(int width, float[] values) {
    this.width = width;
    this.values = values;
  }

  /** A rectangle of zeroes. */
  static Slice empty(int width, int height) {
    return new Slice(width, new float[width * height]);
  }

  int width() {
    return width;
  }

  int height() {
    return values.length / width;
  }

  float at(int x, int y) {
    return values[y * width + x];
  }

  void set(int x, int y, float value) {
    values[y * width + x] = value;
  }

  /** The same, mirrored. */
  Slice flipped(boolean leftRight, boolean upDown) {
    float[] other = new float[values.length];
    int height = height();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int fromX = leftRight ? width - 1 - x : x;
        int fromY = upDown ? height - 1 - y : y;
        other[y * width + x] = at(fromX, fromY);
      }
    }
    return new Slice(width, other);
  }

  /** The same in as few pixels as a page needs, each the mean of whole voxels. */
  Slice shrunk() {
    int factor = (Math.max(width, height()) + MOST_PIXELS - 1) / MOST_PIXELS;
    if (factor <= 1) {
      return this;
    }
    int newWidth = (width + factor - 1) / factor;
    int newHeight = (height() + factor - 1) / factor;
    float[] means = new float[newWidth * newHeight];
    for (int i = 0; i < means.length; i++) {
      means[i] = mean(i % newWidth * factor, i / newWidth * factor, factor);
    }
    return new Slice(newWidth, means);
  }

  private float mean(int left, int top, int factor) {
    double sum = 0;
    int count = 0;
    for (int y = top; y < Math.min(top + factor, height()); y++) {
      for (int x = left; x < Math.min(left + factor, width); x++) {
        sum += at(x, y);
        count++;
      }
    }
    return (float) (sum / count);
  }

  /** The values as grey, 0 at {@code low} and 255 at {@code high}; what is no number is 0. */
  byte[] grey(double low, double high) {
    byte[] grey = new byte[values.length];
    double scale = 255 / Math.max(high - low, 1e-9);
    for (int i = 0; i < grey.length; i++) {
      double value = (values[i] - low) * scale;
      grey[i] = (byte) Math.round(value >= 255 ? 255 : value > 0 ? value : 0);
    }
    return grey;
  }

  /** The value that a share of all finite values does not exceed; 0 where there is none. */
  static double percentile(Iterable<Slice> slices, double share) {
    float[] all = new float[0];
    for (Slice slice : slices) {
      int before = all.length;
      all = Arrays.copyOf(all, before + slice.values.length);
      int kept = before;
      for (float value : slice.values) {
        if (Float.isFinite(value)) {
          all[kept++] = value;
        }
      }
      all = Arrays.copyOf(all, kept);
    }
    if (all.length == 0) {
      return 0;
    }
    Arrays.sort(all);
    return all[(int) Math.min(all.length - 1, Math.round(share * (all.length - 1)))];
  }
}
