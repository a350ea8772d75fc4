package org.example.petct.roi;

import java.util.Arrays;
import org.example.petct.image.Size;

/** Collects the marked voxels that can be reached from one, and clears their marks. */
final class Flood {
  private final byte[] mask;
  private final Size size;

  /** The voxels found; those from {@code next} to {@code count} still have to be looked around. */
  private int[] found = new int[64];

  private int count;

  Flood(byte[] mask, Size size) {
    this.mask = mask;
    this.size = size;
  }

  int[] from(int start) {
    take(start);
    for (int next = 0; next < count; next++) {
      int voxel = found[next];
      int row = voxel / size.x();
      takeAround(voxel % size.x(), row % size.y(), row / size.y());
    }
    return Arrays.copyOf(found, count);
  }

  private void takeAround(int i, int j, int k) {
    for (int z = Math.max(k - 1, 0); z <= Math.min(k + 1, size.z() - 1); z++) {
      for (int y = Math.max(j - 1, 0); y <= Math.min(j + 1, size.y() - 1); y++) {
        for (int x = Math.max(i - 1, 0); x <= Math.min(i + 1, size.x() - 1); x++) {
          take(size.index(x, y, z));
        }
      }
    }
  }

  private void take(int voxel) {
    if (mask[voxel] == 0) {
      return;
    }
    mask[voxel] = 0;
    if (count == found.length) {
      found = Arrays.copyOf(found, count + (count >> 1));
    }
    found[count++] = voxel;
  }
}
