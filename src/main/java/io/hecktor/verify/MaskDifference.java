package io.hecktor.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Compares two masks by geometry and, label by label, by Dice: 2|A∩B| / (|A|+|B|). */
final class MaskDifference {

  /** Each label but the background must overlap this much: below, a program has changed. */
  static final double LEAST_DICE = 0.99;

  private static final int VALUES = 256;

  private MaskDifference() {}

  /** What differs, in words; a file that cannot be read differs. */
  static Optional<String> between(MetaImage expected, Path actual) throws IOException {
    try {
      return between(expected, MetaImage.read(actual));
    } catch (MetaFormatException e) {
      return Optional.of("The run's image cannot be read: " + e.what());
    }
  }

  private static Optional<String> between(MetaImage expected, MetaImage actual) throws IOException {
    if (!actual.isEightBit()) {
      return Optional.of("The run's voxels are " + actual.elementType());
    }
    List<String> geometry = actual.geometry().differencesFrom(expected.geometry());
    if (!geometry.isEmpty()) {
      return Optional.of(String.join("; ", geometry));
    }
    return overlap(expected, actual).difference();
  }

  private static Overlap overlap(MetaImage expected, MetaImage actual) throws IOException {
    Overlap overlap = new Overlap();
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

  private static final class Overlap {

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

    Optional<String> difference() {
      List<String> found = new ArrayList<>();
      for (int label = 1; label < VALUES; label++) {
        long sum = expected[label] + actual[label];
        double dice = sum == 0 ? 1 : 2.0 * both[label] / sum;
        if (dice < LEAST_DICE) {
          found.add(
              String.format(
                  Locale.ROOT,
                  "label %d has Dice %.4f (%d voxels, expected %d)",
                  label,
                  dice,
                  actual[label],
                  expected[label]));
        }
      }
      return found.isEmpty()
          ? Optional.empty()
          : Optional.of(String.join("; ", found) + "; at least " + LEAST_DICE + " is asked for");
    }
  }
}
