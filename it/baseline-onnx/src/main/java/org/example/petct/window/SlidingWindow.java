package org.example.petct.window;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.example.petct.InferenceException;
import org.example.petct.image.Size;

/**
 * Scores a volume that is larger than what a network takes at once: in windows that overlap by a
 * half, weighted by a Gaussian.
 */
public final class SlidingWindow {
  private final WindowModel model;
  private final int side;
  private final float[] weights;

  /**
   * Prepares the weights.
   *
   * @param side of a window, in voxels; even
   */
  public SlidingWindow(WindowModel model, int side) {
    this.model = model;
    this.side = side;
    this.weights = GaussianWeights.cube(side);
  }

  /**
   * Returns for each voxel the class with the highest mean score, the first of equals.
   *
   * @param channels volumes of the same size
   * @param size along no axis smaller than a window
   */
  public byte[] labels(List<float[]> channels, Size size) throws InferenceException {
    float[][] scores = scores(channels, size);
    byte[] labels = new byte[size.voxels()];
    IntStream.range(0, labels.length).parallel().forEach(at -> labels[at] = best(scores, at));
    return labels;
  }

  private static byte best(float[][] scores, int at) {
    int best = 0;
    for (int label = 1; label < scores.length; label++) {
      if (scores[label][at] > scores[best][at]) {
        best = label;
      }
    }
    return (byte) best;
  }

  /** The weighted mean of each class's scores at each voxel. */
  float[][] scores(List<float[]> channels, Size size) throws InferenceException {
    float[][] sums = new float[model.classes()][size.voxels()];
    float[] total = new float[size.voxels()];
    List<Place> places = places(size);
    FloatBuffer windows = direct(model.batch() * channels.size() * side * side * side);
    for (int from = 0; from < places.size(); from += model.batch()) {
      List<Place> batch = places.subList(from, Math.min(from + model.batch(), places.size()));
      windows.clear();
      batch.forEach(place -> channels.forEach(values -> copy(values, size, place, windows)));
      FloatBuffer scores = model.scores(windows.flip(), batch.size(), side);
      for (Place place : batch) {
        add(scores, sums, size, place);
        addWeights(total, size, place);
      }
    }
    for (float[] sum : sums) {
      IntStream.range(0, sum.length).parallel().forEach(at -> sum[at] /= total[at]);
    }
    return sums;
  }

  private static FloatBuffer direct(int floats) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(floats, Float.BYTES))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  private List<Place> places(Size size) {
    List<Place> places = new ArrayList<>();
    for (int z : starts(size.z(), side)) {
      for (int y : starts(size.y(), side)) {
        for (int x : starts(size.x(), side)) {
          places.add(new Place(x, y, z));
        }
      }
    }
    return places;
  }

  /** Every half window, the last one moved back so that it ends with the volume. */
  static int[] starts(int length, int side) {
    if (length < side) {
      throw new IllegalArgumentException(length + " voxels are less than a window of " + side);
    }
    int step = side / 2;
    int count = 1 + (length - side + step - 1) / step;
    return IntStream.range(0, count).map(n -> Math.min(n * step, length - side)).toArray();
  }

  private void copy(float[] values, Size size, Place place, FloatBuffer into) {
    for (int k = 0; k < side; k++) {
      for (int j = 0; j < side; j++) {
        into.put(values, size.index(place.x, place.y + j, place.z + k), side);
      }
    }
  }

  private void add(FloatBuffer scores, float[][] sums, Size size, Place place) {
    float[] row = new float[side];
    for (float[] sum : sums) {
      for (int line = 0; line < side * side; line++) {
        scores.get(row);
        int to = size.index(place.x, place.y + line % side, place.z + line / side);
        for (int i = 0; i < side; i++) {
          sum[to + i] += row[i] * weights[line * side + i];
        }
      }
    }
  }

  private void addWeights(float[] total, Size size, Place place) {
    for (int line = 0; line < side * side; line++) {
      int to = size.index(place.x, place.y + line % side, place.z + line / side);
      for (int i = 0; i < side; i++) {
        total[to + i] += weights[line * side + i];
      }
    }
  }

  /** A window's first voxel. */
  private record Place(int x, int y, int z) {}
}
