package org.example.petct.image;

/**
 * Three vectors that span a grid or map one space onto another.
 *
 * @param x the step for one voxel along the fastest axis; {@code y} and {@code z} likewise
 */
public record Axes(Vec x, Vec y, Vec z) {

  /** The sum of the three, each taken as often as {@code amount} says. */
  public Vec combine(Vec amount) {
    return x.times(amount.x()).plus(y.times(amount.y())).plus(z.times(amount.z()));
  }

  /** The signed volume of the cell they span, mm³ for a grid; 0 if they lie in one plane. */
  public double determinant() {
    return x.dot(y.cross(z));
  }

  /** How often each axis goes into {@code step}: undoes {@link #combine}. */
  public Vec resolve(Vec step) {
    Vec triple = new Vec(step.dot(y.cross(z)), step.dot(z.cross(x)), step.dot(x.cross(y)));
    return triple.times(1 / determinant());
  }
}
