package org.example.petct.evaluate;

import java.util.Locale;
import org.example.petct.image.MetaImage;

/**
 * How one label's voxels in a mask agree with the truth's.
 *
 * @param both voxels with the label in both
 * @param truth voxels with the label in the truth; {@code found} in the mask
 */
public record Overlap(long both, long truth, long found) {
  public static final Overlap NOTHING = new Overlap(0, 0, 0);

  /** Compares two masks on the same grid. */
  public static Overlap of(int label, MetaImage truth, MetaImage found) {
    if (!truth.grid().size().equals(found.grid().size())) {
      throw new IllegalArgumentException(truth.grid() + " and " + found.grid());
    }
    Overlap sum = NOTHING;
    for (int at = 0; at < truth.grid().size().voxels(); at++) {
      boolean wanted = truth.at(at) == label;
      boolean given = found.at(at) == label;
      if (wanted || given) {
        sum = sum.plus(new Overlap(wanted && given ? 1 : 0, wanted ? 1 : 0, given ? 1 : 0));
      }
    }
    return sum;
  }

  public Overlap plus(Overlap other) {
    return new Overlap(both + other.both, truth + other.truth, found + other.found);
  }

  /** From 0 to 1; 1 where neither has the label. */
  public double dice() {
    return truth + found == 0 ? 1 : 2.0 * both / (truth + found);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.3f", dice());
  }
}
