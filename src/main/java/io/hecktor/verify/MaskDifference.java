package io.hecktor.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Two masks compared by geometry and, label by label, by Dice: 2|A∩B| / (|A|+|B|).
 *
 * @param obstacle why they cannot be compared voxel by voxel, in words
 * @param overlaps of each label but the background that one of them has; empty with an obstacle
 */
record MaskDifference(Optional<String> obstacle, List<Score.Overlap> overlaps) {

  /** Each label but the background must overlap this much: below, a program has changed. */
  static final double LEAST_DICE = 0.99;

  private static final int VALUES = 256;

  /** Copies the list. */
  MaskDifference {
    overlaps = List.copyOf(overlaps);
  }

  private static MaskDifference obstacle(String words) {
    return new MaskDifference(Optional.of(words), List.of());
  }

  /**
   * Compares two masks.
   *
   * @param path names the output in scores
   */
  static MaskDifference between(MetaImage expected, Path actual, String path) throws IOException {
    try {
      return between(expected, MetaImage.read(actual), path);
    } catch (MetaFormatException e) {
      return obstacle("The run's image cannot be read: " + e.what());
    }
  }

  private static MaskDifference between(MetaImage expected, MetaImage actual, String path)
      throws IOException {
    if (!actual.isEightBit()) {
      return obstacle("The run's voxels are " + actual.elementType());
    }
    List<String> geometry = actual.geometry().differencesFrom(expected.geometry());
    return geometry.isEmpty()
        ? new MaskDifference(Optional.empty(), overlap(expected, actual).scores(path))
        : obstacle(String.join("; ", geometry));
  }

  /** What differs too much to be the same mask, in words. */
  Optional<String> words() {
    if (obstacle.isPresent()) {
      return obstacle;
    }
    List<String> found = new ArrayList<>();
    for (Score.Overlap one : overlaps) {
      if (one.dice() < LEAST_DICE) {
        found.add(
            String.format(
                Locale.ROOT,
                "label %d has Dice %.4f (%d voxels, expected %d)",
                one.label(),
                one.dice(),
                one.actual(),
                one.expected()));
      }
    }
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(String.join("; ", found) + "; at least " + LEAST_DICE + " is asked for");
  }

  private static Counts overlap(MetaImage expected, MetaImage actual) throws IOException {
    Counts overlap = new Counts();
    byte[] a = new byte[1 << 16];
    byte[] b = new byte[1 << 16];
    long left = expected.geometry().voxels();
    try (InputStream wanted = expected.openVoxels();
        InputStream found = actual.openVoxels()) {
      while (left > 0) {
        int piece = (int) Math.min(left, a.length);
        if (wanted.readNBytes(a, 0, piece) < piece) {
          throw expected.truncated(expected.geometry().voxels() - left);
        }
        if (found.readNBytes(b, 0, piece) < piece) {
          throw actual.truncated(actual.geometry().voxels() - left);
        }
        overlap.add(a, b, piece);
        left -= piece;
      }
    }
    return overlap;
  }

  /** Voxels by label. */
  private static final class Counts {

    private final long[] expected = new long[VALUES];
    private final long[] actual = new long[VALUES];
    private final long[] both = new long[VALUES];

    void add(byte[] a, byte[] b, int length) {
      for (int i = 0; i < length; i++) {
        expected[a[i] & 0xff]++;
        actual[b[i] & 0xff]++;
        if (a[i] == b[i]) {
          both[a[i] & 0xff]++;
        }
      }
    }

    List<Score.Overlap> scores(String path) {
      List<Score.Overlap> scores = new ArrayList<>();
      for (int label = 1; label < VALUES; label++) {
        if (expected[label] + actual[label] > 0) {
          scores.add(new Score.Overlap(path, label, expected[label], actual[label], both[label]));
        }
      }
      return scores;
    }
  }
}
