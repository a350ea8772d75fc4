package org.example.petct.crop;

import org.example.petct.image.Size;
import org.example.petct.roi.Box;

/** Where the patient is: the bounding box of what is denser than water. */
public final class Foreground {
  private Foreground() {}

  /** Returns the box of the values above 0; all of the image where there is none. */
  public static Box of(float[] ct, Size size) {
    int[] low = {size.x(), size.y(), size.z()};
    int[] high = {-1, -1, -1};
    for (int at = 0; at < ct.length; at++) {
      if (ct[at] > 0) {
        int row = at / size.x();
        extend(low, high, new int[] {at % size.x(), row % size.y(), row / size.y()});
      }
    }
    if (high[0] < 0) {
      return Box.whole(size);
    }
    Size extent = new Size(high[0] - low[0] + 1, high[1] - low[1] + 1, high[2] - low[2] + 1);
    return new Box(low[0], low[1], low[2], extent);
  }

  private static void extend(int[] low, int[] high, int[] at) {
    for (int axis = 0; axis < 3; axis++) {
      low[axis] = Math.min(low[axis], at[axis]);
      high[axis] = Math.max(high[axis], at[axis]);
    }
  }
}
