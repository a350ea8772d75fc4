package org.example.hecktor2026;

import java.util.List;
import org.example.petct.image.Size;
import org.example.petct.image.Volume;
import org.example.petct.roi.Component;

/**
 * T and N stage by what mask and CT show: how large the primary tumour is and whether it has grown
 * into bone, how many nodes there are and how large the largest is. What they do not show so
 * simply, invasion of muscles or a nerve and extension beyond a node's capsule, is left to better
 * programs.
 *
 * @param t {@code T1} to {@code T4}
 * @param n {@code N0} to {@code N3}
 */
record Stages(String t, String n) {

  /** What is said where there is nothing to look at. */
  static final Stages OF_NOTHING = new Stages("T1", "N0");

  /** Parts smaller than this are taken for noise. */
  private static final int LEAST_MM3 = 150;

  /**
   * Stages a mask.
   *
   * @param labels at 1 mm: 1 the primary tumour, 2 nodes
   * @param ct HU of the same voxels
   */
  static Stages of(byte[] labels, Volume ct) {
    Size size = ct.size();
    List<Component> primaries = parts(labels, 1, size);
    double primary = primaries.stream().mapToDouble(part -> mm(part, size)).max().orElse(0);
    boolean inBone = primaries.stream().anyMatch(new Bone(ct)::isInvadedBy);
    List<Component> nodes = parts(labels, 2, size);
    double largest = nodes.stream().mapToDouble(part -> mm(part, size)).max().orElse(0);
    return new Stages(inBone ? "T4" : t(primary), n(nodes.size(), largest));
  }

  private static String t(double mm) {
    return mm <= 20 ? "T1" : mm <= 40 ? "T2" : "T3";
  }

  private static String n(int count, double largestMm) {
    if (count == 0) {
      return "N0";
    }
    if (largestMm > 60) {
      return "N3";
    }
    return count == 1 && largestMm <= 30 ? "N1" : "N2";
  }

  private static List<Component> parts(byte[] labels, int label, Size size) {
    byte[] mask = new byte[labels.length];
    for (int at = 0; at < mask.length; at++) {
      mask[at] = (byte) (labels[at] == label ? 1 : 0);
    }
    return Component.findAll(mask, size).stream()
        .filter(part -> part.count() >= LEAST_MM3)
        .toList();
  }

  /** The greatest of the extents along the axes, which is what a reader measures. */
  private static double mm(Component part, Size size) {
    int[] low = {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE};
    int[] high = {-1, -1, -1};
    for (int voxel : part.voxels()) {
      int row = voxel / size.x();
      int[] at = {voxel % size.x(), row % size.y(), row / size.y()};
      for (int axis = 0; axis < 3; axis++) {
        low[axis] = Math.min(low[axis], at[axis]);
        high[axis] = Math.max(high[axis], at[axis]);
      }
    }
    return Math.max(high[0] - low[0], Math.max(high[1] - low[1], high[2] - low[2])) + 1;
  }
}
