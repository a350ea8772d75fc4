package org.example.petct.task;

import java.util.Locale;
import java.util.function.Consumer;
import org.example.petct.InferenceException;
import org.example.petct.image.Grid;
import org.example.petct.image.Size;
import org.example.petct.image.Vec;
import org.example.petct.image.Volume;
import org.example.petct.resample.CubicSpline;
import org.example.petct.roi.Box;
import org.example.petct.roi.RegionOfInterest;

/**
 * CT and PET of head and neck on one grid of 1 mm along the patient's axes.
 *
 * @param ct HU
 * @param pet SUV, as many voxels as the CT
 */
public record HeadAndNeck(Volume ct, Volume pet) {

  /**
   * Resamples what both images cover and cuts the region of interest out. Of the rest only what the
   * search for the region needs is ever resampled, as a scan may hold ten times as much.
   *
   * @param images both volumes
   * @throws InferenceException if the images have no part of the patient in common
   */
  public static HeadAndNeck of(CaseImages images, Consumer<String> progress)
      throws InferenceException {
    Grid space = commonSpace(images);
    CubicSpline pet = CubicSpline.through(images.pet().volume());
    Box box = RegionOfInterest.find(pet, space);
    Grid region = box.of(space);
    progress.accept("Region of interest: " + region.describe() + " from " + at(region.origin()));
    Volume ct = CubicSpline.through(images.ct().volume()).at(region);
    return new HeadAndNeck(ct, pet.at(region));
  }

  public Grid grid() {
    return ct.grid();
  }

  private static String at(Vec origin) {
    return String.format(Locale.ROOT, "(%.1f, %.1f, %.1f) mm", origin.x(), origin.y(), origin.z());
  }

  static Grid commonSpace(CaseImages images) throws InferenceException {
    Extent extent = Extent.of(images.ct().grid()).intersection(Extent.of(images.pet().grid()));
    Vec size = extent.high().minus(extent.low());
    if (!(size.x() > 1 && size.y() > 1 && size.z() > 1)) {
      throw new InferenceException(
          "CT and PET do not lie in the same place of the patient",
          "Check the origins and directions in the headers of both images");
    }
    return Grid.ofOneMm(
        new Size((int) Math.rint(size.x()), (int) Math.rint(size.y()), (int) Math.rint(size.z())),
        extent.low());
  }

  /**
   * The box along the patient's axes that an image fills, from the centre of its outermost voxel to
   * a voxel past the centre of the opposite one, as the challenge's baseline has it.
   */
  private record Extent(Vec low, Vec high) {
    static Extent of(Grid grid) {
      Size size = grid.size();
      Extent extent = null;
      for (int corner = 0; corner < 8; corner++) {
        Vec index =
            new Vec(
                (corner & 1) * size.x(), (corner >> 1 & 1) * size.y(), (corner >> 2) * size.z());
        Vec point = grid.toPatient(index);
        extent = extent == null ? new Extent(point, point) : extent.with(point);
      }
      return extent;
    }

    private Extent with(Vec point) {
      return new Extent(low.min(point), high.max(point));
    }

    Extent intersection(Extent other) {
      return new Extent(low.max(other.low), high.min(other.high));
    }
  }
}
