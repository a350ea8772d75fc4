package org.example.hecktor2026;

import org.example.petct.image.Size;
import org.example.petct.image.Volume;
import org.example.petct.roi.Component;

/**
 * The bone that a CT shows. A tumour that has grown into it lies in a gap with bone around; one
 * that ends before it has none so near.
 *
 * @param ct HU at 1 mm
 */
record Bone(Volume ct) {
  private static final float LEAST_HU = 300;

  /** How near bone must be, along an axis: a mask may end as much before it. */
  private static final int NEAR_MM = 4;

  /**
   * How many of the tumour's voxels must have bone near. The network's masks of 16 training
   * phantoms with the jaw invaded have 543 and more, of 24 without at most 173.
   */
  private static final int LEAST_VOXELS = 300;

  /** Tells whether a tumour has grown into bone. */
  boolean isInvadedBy(Component tumour) {
    int near = 0;
    for (int voxel : tumour.voxels()) {
      near += isNear(voxel) ? 1 : 0;
    }
    return near >= LEAST_VOXELS;
  }

  private boolean isNear(int voxel) {
    Size size = ct.size();
    int row = voxel / size.x();
    return along(voxel, voxel % size.x(), size.x(), 1)
        || along(voxel, row % size.y(), size.y(), size.x())
        || along(voxel, row / size.y(), size.z(), size.x() * size.y());
  }

  /**
   * Looks to both sides along an axis, within the image; {@code step} is an index's to the next.
   */
  private boolean along(int voxel, int at, int count, int step) {
    int last = Math.min(NEAR_MM, count - 1 - at);
    for (int mm = -Math.min(NEAR_MM, at); mm <= last; mm++) {
      if (ct.values()[voxel + mm * step] > LEAST_HU) {
        return true;
      }
    }
    return false;
  }
}
