package io.hecktor.challenge;

import java.util.List;

/** What one of a task's outputs must look like. */
public sealed interface OutputShape {

  /** Relative to the output directory: a file, or for images the folder that holds it. */
  String path();

  /** Where the rule comes from, in words. */
  String origin();

  /**
   * One {@code .mha} image of 8-bit labels in the geometry of an input.
   *
   * @param path the folder that holds exactly one file
   * @param labels the values that voxels may have
   * @param geometryOf the folder of the input whose geometry counts, such as {@code images/ct}
   */
  record Mask(String path, String origin, List<Integer> labels, String geometryOf)
      implements OutputShape {
    /** Copies the list. */
    public Mask {
      labels = List.copyOf(labels);
    }
  }

  /** A file that holds one finite JSON number. */
  record FiniteNumber(String path, String origin) implements OutputShape {}

  /** A file that holds {@code true} or {@code false}. */
  record TrueOrFalse(String path, String origin) implements OutputShape {}

  /**
   * A file that holds one JSON string out of a list.
   *
   * @param values what it may be
   */
  record Choice(String path, String origin, List<String> values) implements OutputShape {
    /** Copies the list. */
    public Choice {
      values = List.copyOf(values);
    }
  }
}
