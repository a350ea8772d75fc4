package org.example.petct.resample;

import java.util.stream.IntStream;
import org.example.petct.image.Axes;
import org.example.petct.image.Grid;
import org.example.petct.image.Size;
import org.example.petct.image.Vec;
import org.example.petct.image.Volume;

/** An image as a cubic B-spline, to be read at any grid. */
public final class CubicSpline {
  private static final int TAPS = 4;

  private final Grid grid;
  private final float[] coefficients;

  private CubicSpline(Grid grid, float[] coefficients) {
    this.grid = grid;
    this.coefficients = coefficients;
  }

  /** Fits the spline, which passes through every voxel. */
  public static CubicSpline through(Volume image) {
    return new CubicSpline(image.grid(), SplinePrefilter.coefficients(image));
  }

  /** The values at another grid's voxels; 0 outside of the image, whose voxels have width. */
  public Volume at(Grid target) {
    Size size = target.size();
    float[] values = new float[size.voxels()];
    Vec start = grid.toIndex(target.origin());
    Axes steps = grid.stepsOf(target);
    IntStream.range(0, size.y() * size.z())
        .parallel()
        .forEach(
            row -> {
              Vec first = start.plus(steps.combine(new Vec(0, row % size.y(), row / size.y())));
              new Row(first, steps.x()).read(values, row * size.x(), size.x());
            });
    return new Volume(target, values);
  }

  /** Reads along one line of the target; each task has its own, as it holds scratch arrays. */
  private final class Row {
    private final Vec first;
    private final Vec step;
    private final Axis alongX = new Axis(grid.size().x());
    private final Axis alongY = new Axis(grid.size().y());
    private final Axis alongZ = new Axis(grid.size().z());

    Row(Vec first, Vec step) {
      this.first = first;
      this.step = step;
    }

    void read(float[] into, int from, int count) {
      for (int i = 0; i < count; i++) {
        boolean inside =
            alongX.moveTo(first.x() + i * step.x())
                & alongY.moveTo(first.y() + i * step.y())
                & alongZ.moveTo(first.z() + i * step.z());
        into[from + i] = inside ? (float) value() : 0;
      }
    }

    private double value() {
      Size size = grid.size();
      double sum = 0;
      for (int k = 0; k < TAPS; k++) {
        int slice = alongZ.index[k] * size.y();
        for (int j = 0; j < TAPS; j++) {
          int row = (slice + alongY.index[j]) * size.x();
          double line = 0;
          for (int i = 0; i < TAPS; i++) {
            line += alongX.weight[i] * coefficients[row + alongX.index[i]];
          }
          sum += alongZ.weight[k] * alongY.weight[j] * line;
        }
      }
      return sum;
    }
  }

  /** The four coefficients that a place takes along one axis, and how much of each. */
  private static final class Axis {
    private final int count;
    private final int[] index = new int[TAPS];
    private final double[] weight = new double[TAPS];
    private double place = Double.NaN;

    Axis(int count) {
      this.count = count;
    }

    /** Returns whether the place is in the image, half a voxel past its outermost centres. */
    boolean moveTo(double to) {
      if (to == place) {
        return true;
      }
      if (!(to >= -0.5 && to <= count - 0.5)) {
        return false;
      }
      place = to;
      int below = (int) Math.floor(to);
      double t = to - below;
      double s = 1 - t;
      weight[0] = s * s * s / 6;
      weight[1] = 2.0 / 3 - t * t * (2 - t) / 2;
      weight[2] = 2.0 / 3 - s * s * (2 - s) / 2;
      weight[3] = t * t * t / 6;
      for (int tap = 0; tap < TAPS; tap++) {
        index[tap] = mirrored(below - 1 + tap);
      }
      return true;
    }

    private int mirrored(int at) {
      if (count == 1) {
        return 0;
      }
      int period = 2 * count - 2;
      int folded = Math.floorMod(at, period);
      return Math.min(folded, period - folded);
    }
  }
}
