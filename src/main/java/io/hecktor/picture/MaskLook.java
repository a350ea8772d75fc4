package io.hecktor.picture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A first look at a mask: which labels it has, how many voxels of each, and in which slices. */
final class MaskLook {

  /** More labels than that are told as one mask of too many. */
  static final int MOST_LABELS = 6;

  /** So far around the middle of the tumour the planes are shown, in millimetres. */
  private static final double REACH = 120;

  private final Volume mask;

  /** For each label the voxels in each slice across each axis. */
  private final TreeMap<Integer, long[][]> counts = new TreeMap<>();

  private boolean tooMany;

  private MaskLook(Volume mask) {
    this.mask = mask;
  }

  static MaskLook at(Volume mask) throws IOException {
    MaskLook look = new MaskLook(mask);
    mask.read(look::count);
    return look;
  }

  private void count(int y, int z, ByteBuffer row) {
    int width = mask.space().size().get(0);
    for (int x = 0; x < width; x++) {
      if (row.get(x) == 0) {
        continue;
      }
      long[][] slices = counts.get(row.get(x) & 0xff);
      if (slices == null) {
        if (counts.size() == MOST_LABELS) {
          tooMany = true;
          continue;
        }
        slices = newSlices();
        counts.put(row.get(x) & 0xff, slices);
      }
      slices[0][x]++;
      slices[1][y]++;
      slices[2][z]++;
    }
  }

  private long[][] newSlices() {
    return mask.space().size().stream().map(size -> new long[size]).toArray(long[][]::new);
  }

  /** Whether there are more labels than are looked at. */
  boolean hasTooMany() {
    return tooMany;
  }

  /** The labels, the lowest first. */
  List<Picture.Label> labels() {
    double millilitres = mask.space().spacing().stream().reduce(1e-3, (a, b) -> a * b);
    List<Picture.Label> labels = new ArrayList<>();
    counts.forEach(
        (label, slices) -> {
          long voxels = 0;
          for (long count : slices[0]) {
            voxels += count;
          }
          labels.add(new Picture.Label(label, voxels, voxels * millilitres));
        });
    return labels;
  }

  /**
   * What is to be shown: on each axis the slice with most of the lowest label, which is the primary
   * tumour, and what lies around it; the middle where the mask is empty.
   */
  Block block() {
    List<Block.Range> ranges = new ArrayList<>();
    for (int axis = 0; axis < mask.space().size().size(); axis++) {
      int size = mask.space().size().get(axis);
      int centre = counts.isEmpty() ? size / 2 : largest(counts.firstEntry().getValue()[axis]);
      long reach = Math.max(1, Math.round(REACH / mask.space().spacing().get(axis)));
      long low = Math.max(0, Math.min(centre - reach, size - 2 * reach));
      ranges.add(new Block.Range((int) low, (int) Math.min(size, low + 2 * reach), centre));
    }
    return new Block(ranges);
  }

  /** The middle one of those that have most. */
  private static int largest(long[] slices) {
    int first = 0;
    int last = 0;
    for (int i = 0; i < slices.length; i++) {
      if (slices[i] > slices[first]) {
        first = i;
        last = i;
      } else if (slices[i] == slices[first] && i == last + 1) {
        last = i;
      }
    }
    return (first + last) / 2;
  }
}
