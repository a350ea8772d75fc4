package org.example.hecktor;

import java.util.Locale;

/**
 * Where an image's voxels lie in the patient.
 *
 * @param dimensions 2 or 3
 * @param origin the centre of the first voxel, mm
 * @param steps from one voxel's centre to the next along each axis, mm
 */
record Grid(int dimensions, Size size, Vec origin, Axes steps) {

  /** Tells whether lesions can have a volume here; the platform's placeholder images are 2D. */
  boolean isVolume() {
    return dimensions == 3;
  }

  /** The volume of one voxel, mm³. */
  double voxelMm3() {
    return Math.abs(steps.determinant());
  }

  /** The centre of the voxel at {@code index}, mm. */
  Vec toPatient(Vec index) {
    return origin.plus(steps.combine(index));
  }

  /** The place of a point in voxels, fractions included; it may lie outside the image. */
  Vec toIndex(Vec point) {
    return steps.resolve(point.minus(origin));
  }

  String describe() {
    String counts = size.x() + " x " + size.y() + (isVolume() ? " x " + size.z() : "");
    return String.format(
        Locale.ROOT,
        "%s voxels of %.2f x %.2f x %.2f mm",
        counts,
        steps.x().length(),
        steps.y().length(),
        steps.z().length());
  }
}
