package org.example.petct.image;

import java.util.Locale;

/**
 * Where an image's voxels lie in the patient.
 *
 * @param origin the centre of the first voxel, mm
 * @param steps from one voxel's centre to the next along each axis, mm
 */
public record Grid(Size size, Vec origin, Axes steps) {
  private static final Axes ONE_MM = new Axes(new Vec(1, 0, 0), new Vec(0, 1, 0), new Vec(0, 0, 1));

  /** A grid of 1 mm along the patient's own axes. */
  public static Grid ofOneMm(Size size, Vec origin) {
    return new Grid(size, origin, ONE_MM);
  }

  /** The centre of the voxel at {@code index}, mm. */
  public Vec toPatient(Vec index) {
    return origin.plus(steps.combine(index));
  }

  /** The place of a point in voxels, fractions included; it may lie outside the image. */
  public Vec toIndex(Vec point) {
    return steps.resolve(point.minus(origin));
  }

  /** How one voxel of another grid goes in this one, along each of the other's axes. */
  public Axes stepsOf(Grid other) {
    return new Axes(
        steps.resolve(other.steps.x()),
        steps.resolve(other.steps.y()),
        steps.resolve(other.steps.z()));
  }

  /** The part of this grid that starts at a voxel and has this size. */
  public Grid part(int i, int j, int k, Size of) {
    return new Grid(of, toPatient(new Vec(i, j, k)), steps);
  }

  /** Counts and distances, for the log. */
  public String describe() {
    return String.format(
        Locale.ROOT,
        "%d x %d x %d voxels of %.2f x %.2f x %.2f mm",
        size.x(),
        size.y(),
        size.z(),
        steps.x().length(),
        steps.y().length(),
        steps.z().length());
  }
}
