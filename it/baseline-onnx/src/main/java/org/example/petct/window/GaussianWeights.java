package org.example.petct.window;

/**
 * How much a voxel's score counts by its place in the window: most in the middle, where the network
 * saw all that surrounds the voxel.
 */
final class GaussianWeights {
  private static final double SIGMA = 0.125;
  private static final double LEAST = 1e-3;

  private GaussianWeights() {}

  /** Weights of a cube, x fastest: a Gaussian of an eighth of the side, nowhere below 0.001. */
  static float[] cube(int side) {
    double[] line = new double[side];
    for (int at = 0; at < side; at++) {
      double off = (at - (side - 1) / 2.0) / (SIGMA * side);
      line[at] = StrictMath.exp(-off * off / 2);
    }
    float[] cube = new float[side * side * side];
    for (int at = 0; at < cube.length; at++) {
      double weight = line[at % side] * line[at / side % side] * line[at / side / side];
      cube[at] = (float) Math.max(weight, LEAST);
    }
    return cube;
  }
}
