package org.example.petct.roi;

import java.util.List;
import org.example.petct.image.Grid;
import org.example.petct.image.Size;
import org.example.petct.image.Vec;
import org.example.petct.image.Volume;
import org.example.petct.resample.CubicSpline;

/**
 * Head and neck within a scan that may reach to the thighs: a box around what takes up most tracer
 * in the uppermost quarter, which is the brain.
 */
public final class RegionOfInterest {
  private static final Size BOX = new Size(200, 200, 310);

  private RegionOfInterest() {}

  /**
   * Finds the box.
   *
   * @param pet the PET
   * @param space the grid of 1 mm that both images cover
   */
  public static Box find(CubicSpline pet, Grid space) {
    Size size = space.size();
    int from = (int) (0.75 * size.z());
    Grid top = space.part(0, 0, from, new Size(size.x(), size.y(), size.z() - from));
    Vec centre = centre(pet.at(top));
    return Box.around((int) centre.x(), (int) centre.y(), (int) (centre.z() + from), BOX, size);
  }

  /** The middle of the largest part whose uptake is a standard deviation above the mean. */
  static Vec centre(Volume top) {
    byte[] hot = hot(top.values());
    List<Component> components = Component.findAll(hot, top.size());
    return components.stream()
        .min(Component.LARGEST_FIRST)
        .map(component -> component.mean(top.size()))
        .orElseGet(() -> middle(top.size()));
  }

  private static Vec middle(Size size) {
    return new Vec(size.x() / 2, size.y() / 2, size.z() / 2);
  }

  private static byte[] hot(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    double mean = sum / values.length;
    double squares = 0;
    for (float value : values) {
      squares += (value - mean) * (value - mean);
    }
    double deviation = Math.sqrt(squares / Math.max(1, values.length - 1)) + 1e-8;
    byte[] hot = new byte[values.length];
    for (int at = 0; at < values.length; at++) {
      hot[at] = (byte) ((values[at] - mean) / deviation > 1 ? 1 : 0);
    }
    return hot;
  }
}
