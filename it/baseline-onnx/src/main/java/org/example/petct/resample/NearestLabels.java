package org.example.petct.resample;

import java.util.stream.IntStream;
import org.example.petct.image.Axes;
import org.example.petct.image.Grid;
import org.example.petct.image.Size;
import org.example.petct.image.Vec;

/** Reads labels at another grid's voxels, from the nearest voxel. */
public final class NearestLabels {
  private NearestLabels() {}

  /**
   * Returns a label per voxel of {@code target}; 0 outside of {@code grid}.
   *
   * @param labels one per voxel of {@code grid}
   */
  public static byte[] at(Grid target, Grid grid, byte[] labels) {
    Size size = target.size();
    byte[] found = new byte[size.voxels()];
    Vec start = grid.toIndex(target.origin());
    Axes steps = grid.stepsOf(target);
    IntStream.range(0, size.y() * size.z())
        .parallel()
        .forEach(
            row -> {
              Vec first = start.plus(steps.combine(new Vec(0, row % size.y(), row / size.y())));
              for (int i = 0; i < size.x(); i++) {
                found[row * size.x() + i] =
                    label(labels, grid.size(), first.plus(steps.x().times(i)));
              }
            });
    return found;
  }

  private static byte label(byte[] labels, Size size, Vec place) {
    double i = Math.floor(place.x() + 0.5);
    double j = Math.floor(place.y() + 0.5);
    double k = Math.floor(place.z() + 0.5);
    boolean inside = i >= 0 && j >= 0 && k >= 0 && i < size.x() && j < size.y() && k < size.z();
    return inside ? labels[size.index((int) i, (int) j, (int) k)] : 0;
  }
}
