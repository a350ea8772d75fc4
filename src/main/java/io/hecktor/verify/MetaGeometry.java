package io.hecktor.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Where an image's voxels are in space.
 *
 * <p>Two geometries are the same where sizes are equal and no voxel is off by more than a
 * thousandth of a voxel at the origin and a ten-thousandth per voxel along the axes: enough for
 * single precision and for headers of six digits, too little to shift a label. Beyond ITK's own
 * tolerance of one millionth, tools built on it refuse to lay the images over each other; {@link
 * #beyondItk} tells that apart.
 *
 * @param size voxels per axis
 * @param spacing millimetres per axis
 * @param origin of the first voxel's centre, millimetres
 * @param direction the axes' matrix as it stands in the file
 */
public record MetaGeometry(
    List<Long> size, List<Double> spacing, List<Double> origin, List<Double> direction) {

  private static final double ORIGIN_VOXELS = 1e-3;
  private static final double RELATIVE = 1e-4;
  private static final double ITK = 1e-6;

  /** Copies the lists. */
  public MetaGeometry {
    size = List.copyOf(size);
    spacing = List.copyOf(spacing);
    origin = List.copyOf(origin);
    direction = List.copyOf(direction);
  }

  /** How many voxels there are, or {@link Long#MAX_VALUE} where a long cannot say. */
  public long voxels() {
    long product = 1;
    for (long length : size) {
      if (Math.multiplyHigh(product, length) != 0 || product * length < 0) {
        return Long.MAX_VALUE;
      }
      product *= length;
    }
    return product;
  }

  /** What of this geometry is not as in another one, in words; empty where nothing is. */
  public List<String> differencesFrom(MetaGeometry other) {
    if (!size.equals(other.size)) {
      return List.of("DimSize is " + words(size) + ", not " + words(other.size));
    }
    List<String> found = new ArrayList<>();
    double voxel = other.smallestSpacing();
    if (relative(spacing, other.spacing) > RELATIVE) {
      found.add("ElementSpacing is " + words(spacing) + ", not " + words(other.spacing));
    }
    if (farthest(origin, other.origin) > ORIGIN_VOXELS * voxel) {
      found.add("Offset is " + words(origin) + ", not " + words(other.origin));
    }
    if (farthest(direction, other.direction) > RELATIVE) {
      found.add("TransformMatrix is " + words(direction) + ", not " + words(other.direction));
    }
    return List.copyOf(found);
  }

  /** Whether ITK, at its default tolerance, takes the two for different spaces. */
  boolean beyondItk(MetaGeometry other) {
    double tolerance = ITK * Math.abs(other.spacing.get(0));
    return !size.equals(other.size)
        || farthest(spacing, other.spacing) > tolerance
        || farthest(origin, other.origin) > tolerance
        || farthest(direction, other.direction) > ITK;
  }

  private double smallestSpacing() {
    return spacing.stream().mapToDouble(Math::abs).min().orElse(1);
  }

  private static double farthest(List<Double> a, List<Double> b) {
    double most = 0;
    for (int i = 0; i < a.size(); i++) {
      most = Math.max(most, Math.abs(a.get(i) - b.get(i)));
    }
    return most;
  }

  private static double relative(List<Double> a, List<Double> b) {
    double most = 0;
    for (int i = 0; i < a.size(); i++) {
      most = Math.max(most, Math.abs(a.get(i) - b.get(i)) / Math.max(Math.abs(b.get(i)), 1e-12));
    }
    return most;
  }

  private static String words(List<? extends Number> values) {
    return values.stream().map(MetaGeometry::word).collect(Collectors.joining(" "));
  }

  private static String word(Number value) {
    return value instanceof Long ? value.toString() : trimmed(value.doubleValue());
  }

  private static String trimmed(double value) {
    String text = String.format(Locale.ROOT, "%.6f", value);
    return text.replaceAll("0+$", "").replaceAll("\\.$", "");
  }
}
