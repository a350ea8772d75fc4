package org.example.hecktor;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What counts as a lesion: enough uptake, in tissue, over enough volume.
 *
 * <p>An illustration, and a crude one: it cannot tell a tumour from the brain or the bladder, which
 * also take up much of the tracer.
 *
 * @param suv the least uptake, SUV
 * @param fractionOfMaximum the least uptake as a share of the whole PET's largest value, 0 to 1
 * @param minimumMm3 smaller components are dropped, mm³
 * @param minimumHounsfield below this the CT shows air, HU
 */
record LesionRule(
    double suv, double fractionOfMaximum, double minimumMm3, double minimumHounsfield) {

  static LesionRule parse(JsonSection section) throws InferenceException {
    return new LesionRule(
        section.number("suv"),
        section.numberBetween("fractionOfMaximum", 0, 1),
        section.number("minimumMm3"),
        section.number("minimumHounsfield"));
  }

  /** Finds the lesions on the CT's voxels; none if one of the two images is 2D. */
  Lesions find(Image ct, Image pet) {
    Grid grid = ct.grid();
    if (!grid.isVolume() || !pet.grid().isVolume()) {
      return new Lesions(grid, List.of(), 0);
    }
    Sampler uptake = Sampler.of(pet, grid);
    List<Component> components =
        Component.findAll(hot(ct, uptake, threshold(pet)), grid.size()).stream()
            .filter(component -> component.size() * grid.voxelMm3() >= minimumMm3)
            .sorted(Component.LARGEST_FIRST)
            .toList();
    return new Lesions(grid, components, peak(components, uptake));
  }

  private double threshold(Image pet) {
    double maximum =
        IntStream.range(0, pet.grid().size().voxels())
            .parallel()
            .mapToDouble(pet::at)
            .filter(Double::isFinite)
            .max()
            .orElse(0);
    return Math.max(suv, fractionOfMaximum * maximum);
  }

  /** Marks with 1 each voxel of the CT that is no air and takes up enough. */
  private byte[] hot(Image ct, Sampler uptake, double threshold) {
    Size size = ct.grid().size();
    byte[] mask = new byte[size.voxels()];
    IntStream.range(0, mask.length)
        .parallel()
        .filter(voxel -> ct.at(voxel) >= minimumHounsfield)
        .filter(voxel -> uptake.at(voxel) >= threshold)
        .forEach(voxel -> mask[voxel] = 1);
    return mask;
  }

  private static double peak(List<Component> components, Sampler uptake) {
    return components.stream()
        .flatMapToInt(component -> Arrays.stream(component.voxels()))
        .mapToDouble(uptake::at)
        .max()
        .orElse(0);
  }
}
