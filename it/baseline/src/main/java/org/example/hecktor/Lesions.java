package org.example.hecktor;

import java.util.List;
import java.util.Locale;

/**
 * The lesions of one case.
 *
 * @param grid the CT's
 * @param components the largest first
 * @param peakSuv the largest uptake in any of them; 0 if there are none
 */
record Lesions(Grid grid, List<Component> components, double peakSuv) {

  Lesions {
    components = List.copyOf(components);
  }

  /** One label per voxel, x fastest: 1 the largest lesion (GTVp), 2 the others (GTVn), else 0. */
  byte[] labels() {
    byte[] labels = new byte[grid.size().voxels()];
    for (int lesion = 0; lesion < components.size(); lesion++) {
      byte label = (byte) (lesion == 0 ? 1 : 2);
      for (int voxel : components.get(lesion).voxels()) {
        labels[voxel] = label;
      }
    }
    return labels;
  }

  /** The volume of all lesions together, ml. */
  double volumeMl() {
    long voxels = components.stream().mapToLong(Component::size).sum();
    return voxels * grid.voxelMm3() / 1000;
  }

  String describe() {
    return String.format(
        Locale.ROOT,
        "Found %d lesions of %.1f ml together, peak SUV %.1f",
        components.size(),
        volumeMl(),
        peakSuv);
  }
}
