package io.hecktor.picture;

import java.util.List;

/**
 * The part of a volume that is shown.
 *
 * @param ranges one for each axis
 */
record Block(List<Range> ranges) {

  /** Copies the list. */
  Block {
    ranges = List.copyOf(ranges);
  }

  /**
   * What is shown along an axis.
   *
   * @param low the first voxel
   * @param high behind the last voxel
   * @param centre the voxel in which the planes meet
   */
  record Range(int low, int high, int centre) {

    int size() {
      return high - low;
    }

    boolean contains(int index) {
      return index >= low && index < high;
    }
  }

  Range of(int axis) {
    return ranges.get(axis);
  }
}
