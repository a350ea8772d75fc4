package org.example.petct.crop;

import org.example.petct.image.Size;
import org.example.petct.roi.Box;

/**
 * A part of an image, padded at its ends to what a network needs. It remembers both, so that what
 * the network says goes back exactly to where it was taken.
 *
 * @param image the size of the image
 * @param part the box that is cut out
 * @param padded the size with padding, along no axis smaller than the box
 */
public record Frame(Size image, Box part, Size padded) {

  /** Cuts the box out; the padding holds 0. */
  public float[] cut(float[] values) {
    float[] cut = new float[padded.voxels()];
    rows((in, out) -> System.arraycopy(values, in, cut, out, part.size().x()));
    return cut;
  }

  /** Puts labels of the padded part back into an image of 0. */
  public byte[] paste(byte[] labels) {
    byte[] pasted = new byte[image.voxels()];
    rows((in, out) -> System.arraycopy(labels, out, pasted, in, part.size().x()));
    return pasted;
  }

  private void rows(Row each) {
    for (int k = 0; k < part.size().z(); k++) {
      for (int j = 0; j < part.size().y(); j++) {
        each.at(image.index(part.x(), part.y() + j, part.z() + k), padded.index(0, j, k));
      }
    }
  }

  /** Takes the places of a row's first voxel in the image and in the padded part. */
  @FunctionalInterface
  private interface Row {
    void at(int inImage, int inPart);
  }
}
