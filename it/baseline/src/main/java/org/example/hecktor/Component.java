package org.example.hecktor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Marked voxels that touch one another by a face, an edge or a corner (26-connected).
 *
 * @param voxels their places in memory order, the lowest first, the rest in no set order
 */
record Component(int[] voxels) {

  /** The order that makes the result the same on every machine. */
  static final Comparator<Component> LARGEST_FIRST =
      Comparator.comparingInt(Component::size)
          .reversed()
          .thenComparingInt(component -> component.voxels[0]);

  /** Finds all components, in the order of their first voxels; clears {@code mask} on the way. */
  static List<Component> findAll(byte[] mask, Size size) {
    List<Component> components = new ArrayList<>();
    for (int voxel = 0; voxel < mask.length; voxel++) {
      if (mask[voxel] != 0) {
        components.add(new Component(new Flood(mask, size).from(voxel)));
      }
    }
    return components;
  }

  int size() {
    return voxels.length;
  }
}
