package org.example.petct.image;

import java.nio.ByteBuffer;
import java.util.stream.IntStream;

/**
 * An image as it was stored; values are decoded when asked for.
 *
 * @param dimensions 2, 3 or 4
 * @param grid of one frame
 * @param frames 1 unless the image is 4D
 * @param bytes {@code frames} times {@code grid.size().voxels()} values of {@code type}, x fastest
 */
public record MetaImage(
    MetaHeader header, int dimensions, Grid grid, int frames, ElementType type, ByteBuffer bytes) {

  /** Tells whether lesions can have a volume here; the platform's placeholder images are 2D. */
  public boolean isVolume() {
    return dimensions > 2;
  }

  /** The value at a place in memory order. */
  public double at(int index) {
    return type.at(bytes, index);
  }

  /** The first frame; values that are no numbers count as 0. */
  public Volume volume() {
    float[] values = new float[grid.size().voxels()];
    IntStream.range(0, values.length).parallel().forEach(at -> values[at] = number(at));
    return new Volume(grid, values);
  }

  private float number(int index) {
    double value = at(index);
    return Double.isFinite(value) ? (float) value : 0;
  }
}
