package org.example.petct.roi;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.example.petct.image.Size;
import org.example.petct.image.Vec;

/**
 * Marked voxels that touch one another by a face, an edge or a corner (26-connected).
 *
 * @param voxels their places in memory order, the lowest first, the rest in no set order
 */
public record Component(int[] voxels) {

  /** The order that makes the result the same on every machine. */
  public static final Comparator<Component> LARGEST_FIRST =
      Comparator.comparingInt(Component::count)
          .reversed()
          .thenComparingInt(component -> component.voxels[0]);

  /** Finds all components, in the order of their first voxels; clears {@code mask} on the way. */
  public static List<Component> findAll(byte[] mask, Size size) {
    List<Component> components = new ArrayList<>();
    for (int voxel = 0; voxel < mask.length; voxel++) {
      if (mask[voxel] != 0) {
        components.add(new Component(new Flood(mask, size).from(voxel)));
      }
    }
    return components;
  }

  public int count() {
    return voxels.length;
  }

  /** The mean of the voxels' places along x, y and z. */
  public Vec mean(Size size) {
    long x = 0;
    long y = 0;
    long z = 0;
    for (int voxel : voxels) {
      int row = voxel / size.x();
      x += voxel % size.x();
      y += row % size.y();
      z += row / size.y();
    }
    return new Vec(x, y, z).times(1.0 / voxels.length);
  }
}
