package org.example.petct.image;

/** How many voxels an image has along x (fastest in memory), y and z; 1 along z if it is 2D. */
public record Size(int x, int y, int z) {

  /**
   * The number of voxels.
   *
   * @throws ArithmeticException if an array could not hold them
   */
  public int voxels() {
    return Math.multiplyExact(Math.multiplyExact(x, y), z);
  }

  /** Where a voxel stands in memory order. */
  public int index(int i, int j, int k) {
    return (k * y + j) * x + i;
  }

  /** As many voxels as here, but along each axis at least this many. */
  public Size atLeast(int voxels) {
    return new Size(Math.max(x, voxels), Math.max(y, voxels), Math.max(z, voxels));
  }
}
