package org.example.hecktor;

/**
 * Reads one image at another grid's voxels, by way of patient space.
 *
 * @param image what is read
 * @param from the other grid's size
 * @param start where the other grid's first voxel lies in {@code image}, in voxels
 * @param steps how far one voxel of the other grid goes in {@code image}, in voxels
 */
record Sampler(Image image, Size from, Vec start, Axes steps) {

  static Sampler of(Image image, Grid at) {
    Grid in = image.grid();
    Axes steps = at.steps();
    Axes resolved =
        new Axes(
            in.steps().resolve(steps.x()),
            in.steps().resolve(steps.y()),
            in.steps().resolve(steps.z()));
    return new Sampler(image, at.size(), in.toIndex(at.origin()), resolved);
  }

  /** The value at a voxel of the other grid, trilinear; 0 outside of the image. */
  double at(int voxel) {
    int row = voxel / from.x();
    Vec index = new Vec(voxel % from.x(), row % from.y(), row / from.y());
    Vec place = start.plus(steps.combine(index));
    Size size = image.grid().size();
    boolean inside =
        within(place.x(), size.x()) && within(place.y(), size.y()) && within(place.z(), size.z());
    return inside ? alongZ(place) : 0;
  }

  /** A voxel reaches half its width past its centre. */
  private static boolean within(double place, int count) {
    return place >= -0.5 && place <= count - 0.5;
  }

  private double alongZ(Vec place) {
    int last = image.grid().size().z() - 1;
    double z = clamp(place.z(), last);
    int below = (int) z;
    int above = Math.min(below + 1, last);
    return mix(alongY(place, below), alongY(place, above), z - below);
  }

  private double alongY(Vec place, int k) {
    int last = image.grid().size().y() - 1;
    double y = clamp(place.y(), last);
    int below = (int) y;
    int above = Math.min(below + 1, last);
    return mix(alongX(place, below, k), alongX(place, above, k), y - below);
  }

  private double alongX(Vec place, int j, int k) {
    Size size = image.grid().size();
    double x = clamp(place.x(), size.x() - 1);
    int below = (int) x;
    int above = Math.min(below + 1, size.x() - 1);
    return mix(image.at(size.index(below, j, k)), image.at(size.index(above, j, k)), x - below);
  }

  private static double clamp(double place, int last) {
    return Math.max(0, Math.min(place, last));
  }

  private static double mix(double from, double to, double share) {
    return share == 0 ? from : from + share * (to - from);
  }
}
