package io.hecktor.picture;

import io.hecktor.verify.MetaGeometry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the voxels of a volume are, in three dimensions always: an image of two has one slice.
 *
 * @param size voxels per axis
 * @param spacing millimetres per axis
 * @param origin of the first voxel's centre
 * @param axes the directions of the three axes, one after the other
 */
record Space(List<Integer> size, List<Double> spacing, List<Double> origin, List<Double> axes) {

  /** Copies the lists. */
  Space {
    size = List.copyOf(size);
    spacing = List.copyOf(spacing);
    origin = List.copyOf(origin);
    axes = List.copyOf(axes);
  }

  private static final int DIMENSIONS = 3;

  /** More than any scan has; reading more would take too long for a picture. */
  private static final long MOST_VOXELS = 400_000_000;

  private static final int MOST_PER_AXIS = 4096;
  private static final double SAME = 1e-4;

  /** The space of an image; empty for one of four dimensions or of too many voxels. */
  static Optional<Space> of(MetaGeometry geometry) {
    int dims = geometry.size().size();
    boolean tooLong = geometry.size().stream().anyMatch(length -> length > MOST_PER_AXIS);
    if (dims > DIMENSIONS || tooLong || geometry.voxels() > MOST_VOXELS) {
      return Optional.empty();
    }
    List<Double> axes = new ArrayList<>();
    for (int i = 0; i < DIMENSIONS; i++) {
      for (int j = 0; j < DIMENSIONS; j++) {
        boolean given = i < dims && j < dims;
        axes.add(given ? geometry.direction().get(i * dims + j) : i == j ? 1.0 : 0);
      }
    }
    return Optional.of(
        new Space(
            padded(geometry.size(), 1L).stream().map(Math::toIntExact).toList(),
            padded(geometry.spacing(), 1.0),
            padded(geometry.origin(), 0.0),
            axes));
  }

  private static <T> List<T> padded(List<T> values, T last) {
    List<T> all = new ArrayList<>(values);
    while (all.size() < DIMENSIONS) {
      all.add(last);
    }
    return all;
  }

  /** Whether lengths can be told apart and drawn. */
  boolean hasSpacing() {
    for (double length : spacing) {
      if (!(length > 1e-6) || length > 1e6) {
        return false;
      }
    }
    return true;
  }

  /** Whether the other volume's axes run the same ways. */
  boolean isParallelTo(Space other) {
    for (int i = 0; i < axes.size(); i++) {
      if (Math.abs(axes.get(i) - other.axes.get(i)) > SAME) {
        return false;
      }
    }
    return true;
  }

  /** Whether each axis runs along one of the patient's. */
  boolean isUpright() {
    for (int axis = 0; axis < DIMENSIONS; axis++) {
      if (Math.abs(Math.abs(axes.get(axis * DIMENSIONS + axis)) - 1) > SAME) {
        return false;
      }
    }
    return true;
  }

  /** Whether an axis runs against the patient's: to the right, to the front, to the feet. */
  private boolean runsBack(int axis) {
    return axes.get(axis * DIMENSIONS + axis) < 0;
  }

  /** Whether a plane is to be mirrored left to right for the patient's left to be right. */
  boolean flipsAcross(Plane plane) {
    return runsBack(plane.across());
  }

  /** Whether a plane is to be turned upside down for the back to be below or the head above. */
  boolean flipsDown(Plane plane) {
    boolean upwards = plane.down() == 2;
    return runsBack(plane.down()) != upwards;
  }

  /** How large a block is in a plane, in millimetres. */
  Picture.Frame frame(Plane plane, Block block) {
    return new Picture.Frame(
        0,
        0,
        block.of(plane.across()).size() * spacing.get(plane.across()),
        block.of(plane.down()).size() * spacing.get(plane.down()));
  }

  /** The place of another volume's first voxel on one of this one's axes, in millimetres. */
  double offset(Space other, int axis) {
    double sum = 0;
    for (int i = 0; i < DIMENSIONS; i++) {
      sum += axes.get(axis * DIMENSIONS + i) * (other.origin.get(i) - origin.get(i));
    }
    return sum;
  }
}
