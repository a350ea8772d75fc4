package org.example.petct.roi;

import org.example.petct.image.Grid;
import org.example.petct.image.Size;

/**
 * A box of voxels.
 *
 * @param x the first voxel along x; {@code y} and {@code z} likewise
 * @param size of the box
 */
public record Box(int x, int y, int z, Size size) {

  /** All of an image. */
  public static Box whole(Size size) {
    return new Box(0, 0, 0, size);
  }

  /**
   * A box around a voxel, moved into the image where it juts out, and smaller where the image is.
   *
   * @param wanted the size
   * @param in the image's size
   */
  public static Box around(int x, int y, int z, Size wanted, Size in) {
    int[] alongX = range(x, wanted.x(), in.x());
    int[] alongY = range(y, wanted.y(), in.y());
    int[] alongZ = range(z, wanted.z(), in.z());
    return new Box(alongX[0], alongY[0], alongZ[0], new Size(alongX[1], alongY[1], alongZ[1]));
  }

  /** First voxel and count. */
  private static int[] range(int centre, int wanted, int in) {
    int end = Math.min(Math.max(centre - wanted / 2, 0) + wanted, in);
    int start = Math.max(end - wanted, 0);
    return new int[] {start, end - start};
  }

  /** The part of a grid that the box cuts out. */
  public Grid of(Grid grid) {
    return grid.part(x, y, z, size);
  }
}
