package org.example.petct.image;

import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.example.petct.InferenceException;

/**
 * A MetaImage header: {@code Tag = value} lines, each checked when it is asked for.
 *
 * @param file the image, for messages
 * @param tags in the file's order
 */
public record MetaHeader(Path file, Map<String, String> tags) {
  private static final double LARGEST_MM = 1e6;

  public MetaHeader {
    tags = new LinkedHashMap<>(tags);
  }

  ElementType elementType() throws InferenceException {
    String name = first("ElementType").orElse("missing");
    return Arrays.stream(ElementType.values())
        .filter(type -> type.name().equals(name))
        .findFirst()
        .orElseThrow(() -> wrong("ElementType", name, "one scalar type, such as MET_SHORT"));
  }

  ByteOrder byteOrder() throws InferenceException {
    boolean big = flag(false, "BinaryDataByteOrderMSB", "ElementByteOrderMSB");
    return big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  boolean compressed() throws InferenceException {
    return flag(false, "CompressedData");
  }

  /** Refuses the forms of MetaImage that the challenge does not use. */
  void requireSupported() throws InferenceException {
    require("ObjectType", "Image");
    require("ElementNumberOfChannels", "1");
    require("HeaderSize", "0");
    require("ElementDataFile", "LOCAL");
    if (!flag(true, "BinaryData")) {
      throw wrong("BinaryData", "False", "True: text voxels are not read");
    }
  }

  /** The voxels' places; a missing origin is 0, a missing spacing 1 mm, missing axes x, y, z. */
  Grid grid() throws InferenceException {
    int dimensions = dimensions();
    double[] origin = mm(new double[dimensions], "Offset", "Position", "Origin");
    double[] spacing = spacing(dimensions);
    double[] axes = axes(dimensions);
    Axes steps = new Axes(step(axes, spacing, 0), step(axes, spacing, 1), step(axes, spacing, 2));
    if (!(Math.abs(steps.determinant()) > 1e-9)) {
      throw wrong("TransformMatrix", Arrays.toString(axes), "axes that span a volume");
    }
    return new Grid(size(counts()), vec(origin), steps);
  }

  /**
   * The lines that place the voxels in the patient, in the words of this file and under the tags
   * that every reader knows; a mask with these lines lies exactly where this image lies.
   */
  public Map<String, String> geometry() {
    Map<String, String> lines = new LinkedHashMap<>();
    copy(lines, "TransformMatrix", "Rotation", "Orientation");
    copy(lines, "Offset", "Position", "Origin");
    copy(lines, "CenterOfRotation");
    copy(lines, "AnatomicalOrientation");
    copy(lines, "ElementSpacing", "ElementSize");
    copy(lines, "DimSize");
    return lines;
  }

  /** The images that a 4D image has behind one another; 1 for others. */
  int frames() throws InferenceException {
    double[] counts = counts();
    return counts.length == 4 ? (int) counts[3] : 1;
  }

  /** The number under the tag, if the tag is there and its value is a whole number. */
  Optional<Long> wholeNumber(String tag) throws InferenceException {
    Optional<String> value = first(tag);
    try {
      return value.map(Long::valueOf);
    } catch (NumberFormatException e) {
      throw wrong(tag, value.orElseThrow(), "a whole number");
    }
  }

  /** 2, 3 or 4. */
  int dimensions() throws InferenceException {
    long dimensions = wholeNumber("NDims").orElse(0L);
    if (dimensions < 2 || dimensions > 4) {
      throw wrong("NDims", Long.toString(dimensions), "2, 3 or 4");
    }
    return (int) dimensions;
  }

  private static Size size(double[] counts) {
    return new Size((int) counts[0], (int) counts[1], counts.length > 2 ? (int) counts[2] : 1);
  }

  private double[] counts() throws InferenceException {
    double[] counts = numbers(new double[dimensions()], "DimSize");
    double voxels = Arrays.stream(counts).reduce(1, (a, b) -> a * b);
    boolean whole = Arrays.stream(counts).allMatch(n -> n >= 1 && n == Math.rint(n));
    if (!whole || voxels > Integer.MAX_VALUE) {
      throw wrong("DimSize", Arrays.toString(counts), "whole counts, under 2^31 voxels in all");
    }
    return counts;
  }

  private double[] spacing(int dimensions) throws InferenceException {
    double[] ones = new double[dimensions];
    Arrays.fill(ones, 1);
    double[] spacing = mm(ones, "ElementSpacing", "ElementSize");
    if (!Arrays.stream(spacing).allMatch(mm -> mm > 0)) {
      throw wrong("ElementSpacing", Arrays.toString(spacing), "distances above 0 mm");
    }
    return spacing;
  }

  /** The directions of x, y and z in patient space, one after the other. */
  private double[] axes(int dimensions) throws InferenceException {
    double[] identity = new double[dimensions * dimensions];
    for (int axis = 0; axis < dimensions; axis++) {
      identity[axis * dimensions + axis] = 1;
    }
    double[] given = mm(identity, "TransformMatrix", "Rotation", "Orientation");
    double[] axes = {1, 0, 0, 0, 1, 0, 0, 0, 1};
    int kept = Math.min(dimensions, 3);
    for (int axis = 0; axis < kept; axis++) {
      System.arraycopy(given, axis * dimensions, axes, 3 * axis, kept);
    }
    return axes;
  }

  private static Vec step(double[] axes, double[] spacing, int axis) {
    Vec direction = new Vec(axes[3 * axis], axes[3 * axis + 1], axes[3 * axis + 2]);
    return direction.times(axis < spacing.length ? spacing[axis] : 1);
  }

  private static Vec vec(double[] of) {
    return new Vec(of[0], of[1], of.length > 2 ? of[2] : 0);
  }

  private double[] mm(double[] fallback, String... names) throws InferenceException {
    double[] values = first(names).isPresent() ? numbers(fallback, names) : fallback;
    if (!Arrays.stream(values).allMatch(mm -> Math.abs(mm) <= LARGEST_MM)) {
      throw wrong(names[0], Arrays.toString(values), "finite numbers within a kilometre");
    }
    return values;
  }

  private double[] numbers(double[] like, String... names) throws InferenceException {
    String text = first(names).orElse("missing");
    try {
      double[] values =
          Arrays.stream(text.trim().split("\\s+")).mapToDouble(Double::parseDouble).toArray();
      if (values.length == like.length) {
        return values;
      }
    } catch (NumberFormatException e) {
      throw wrong(names[0], text, "numbers with blanks between");
    }
    throw wrong(names[0], text, like.length + " numbers");
  }

  private boolean flag(boolean fallback, String... names) throws InferenceException {
    String text = first(names).orElse(fallback ? "True" : "False");
    if (text.equalsIgnoreCase("true") || text.equals("1")) {
      return true;
    }
    if (text.equalsIgnoreCase("false") || text.equals("0")) {
      return false;
    }
    throw wrong(names[0], text, "True or False");
  }

  private void require(String tag, String expected) throws InferenceException {
    String value = first(tag).orElse(tag.equals("ElementDataFile") ? "missing" : expected);
    if (!value.equals(expected)) {
      throw wrong(tag, value, expected);
    }
  }

  private void copy(Map<String, String> lines, String... names) {
    first(names).ifPresent(value -> lines.put(names[0], value));
  }

  private Optional<String> first(String... names) {
    return Arrays.stream(names).filter(tags::containsKey).findFirst().map(tags::get);
  }

  private InferenceException wrong(String tag, String value, String expected) {
    return new InferenceException(
        file,
        "has " + tag + " `" + value + "` in its header",
        "Give an .mha image with " + tag + " = " + expected);
  }
}
