package org.example.hecktor;

import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * A patient made of an elliptic cylinder of soft tissue, an airway, and spheres that take up
 * tracer.
 *
 * <p>Centred on (0, 0, 0) mm. Only arithmetic that gives the same bits everywhere is used.
 */
record Phantom(long seed, List<Sphere> spheres) {

  /** A hot sphere: centre and radius in mm, peak in SUV; its edge is a ramp of 4 mm. */
  record Sphere(Vec centre, double radius, double peak) {
    boolean contains(Vec point) {
      return point.minus(centre).length() <= radius;
    }

    double suv(Vec point, double background) {
      double depth = (radius - point.minus(centre).length()) / 4 + 0.5;
      return background + (peak - background) * Math.max(0, Math.min(1, depth));
    }
  }

  private static boolean inBody(Vec point) {
    return square(point.x() / 85) + square(point.y() / 70) <= 1;
  }

  private static boolean inAirway(Vec point) {
    return square(point.x() / 10) + square((point.y() - 35) / 10) <= 1;
  }

  private static double square(double value) {
    return value * value;
  }

  private static double hounsfield(Vec point) {
    return inBody(point) && !inAirway(point) ? 40 : -1000;
  }

  private double suv(Vec point) {
    double background = inBody(point) && !inAirway(point) ? 0.75 : 0;
    return spheres.stream()
        .mapToDouble(sphere -> sphere.suv(point, background))
        .max()
        .orElse(background);
  }

  /** The CT's values on a grid, HU, with noise of at most 7 HU. */
  double[] ct(Grid grid) {
    Random noise = new Random(seed);
    return sample(grid, point -> hounsfield(point) + noise.nextInt(15) - 7);
  }

  /** The PET's values on a grid, SUV in steps of 1/64, with noise of at most 3/64. */
  double[] pet(Grid grid) {
    Random noise = new Random(seed + 1);
    return sample(
        grid, point -> Math.max(0, Math.rint(suv(point) * 64) + noise.nextInt(7) - 3) / 64);
  }

  private static double[] sample(Grid grid, ToDoubleFunction<Vec> value) {
    Size size = grid.size();
    double[] values = new double[size.voxels()];
    for (int voxel = 0; voxel < values.length; voxel++) {
      int row = voxel / size.x();
      Vec index = new Vec(voxel % size.x(), row % size.y(), row / size.y());
      values[voxel] = value.applyAsDouble(grid.toPatient(index));
    }
    return values;
  }
}
