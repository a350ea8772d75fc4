package org.example.petct.image;

/**
 * A scalar field on a grid.
 *
 * @param values one per voxel, x fastest
 */
public record Volume(Grid grid, float[] values) {

  /** Checks that there is a value per voxel. */
  public Volume {
    if (values.length != grid.size().voxels()) {
      throw new IllegalArgumentException(values.length + " values for " + grid.size());
    }
  }

  public Size size() {
    return grid.size();
  }
}
