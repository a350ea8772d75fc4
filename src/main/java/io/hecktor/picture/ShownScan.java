package io.hecktor.picture;

import java.util.function.Function;

/**
 * A scan as it is shown in every plane.
 *
 * @param modality what was scanned
 * @param slices as people look at them
 * @param window which values are dark and bright
 * @param frame where each plane's slice lies in its view
 */
record ShownScan(
    Picture.Modality modality, Slices slices, Window window, Function<Plane, Picture.Frame> frame) {

  /**
   * Which values are dark and bright.
   *
   * @param low the lowest that can be told from others
   * @param high the highest
   * @param inverted whether high is dark
   * @param words the same for people
   */
  record Window(double low, double high, boolean inverted, String words) {

    byte[] pixels(Slice slice) {
      byte[] grey = slice.grey(low, high);
      for (int i = 0; inverted && i < grey.length; i++) {
        grey[i] = (byte) ~grey[i];
      }
      return grey;
    }
  }

  Picture.Scan in(Plane plane) {
    Slice slice = slices.of(plane).shrunk();
    return new Picture.Scan(
        modality,
        window.words(),
        frame.apply(plane),
        GreyPng.base64(slice.width(), window.pixels(slice)));
  }
}
