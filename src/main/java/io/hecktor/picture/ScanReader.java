package io.hecktor.picture;

import io.hecktor.verify.MetaFormatException;
import io.hecktor.verify.MetaImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads what lies below a mask, and remarks on what cannot be shown there. */
final class ScanReader {

  /** Soft tissue: centre 40 HU, width 400 HU. */
  private static final ShownScan.Window SOFT_TISSUE =
      new ShownScan.Window(-160, 240, false, "CT, −160 to 240 HU");

  /** The share of a PET's voxels that are not as dark as can be. */
  private static final double PET_SHARE = 0.995;

  private final Volume mask;
  private final Block block;
  private final List<String> remarks;

  ScanReader(Volume mask, Block block, List<String> remarks) {
    this.mask = mask;
    this.block = block;
    this.remarks = remarks;
  }

  List<ShownScan> read(MaskPictures.Scans scans) throws IOException {
    List<ShownScan> shown = new ArrayList<>();
    Optional<Volume> ct = volume(scans.ct(), "CT");
    if (ct.isPresent()) {
      ct(ct.get()).ifPresent(shown::add);
    }
    Optional<Volume> pet = volume(scans.pet(), "PET");
    if (pet.isPresent()) {
      pet(pet.get()).ifPresent(shown::add);
    }
    return shown;
  }

  private Optional<ShownScan> ct(Volume ct) throws IOException {
    if (mask.image().geometry().size().size() != ct.image().geometry().size().size()
        || !mask.image().geometry().differencesFrom(ct.image().geometry()).isEmpty()) {
      remarks.add("The mask does not lie on the CT's grid, so the CT is not shown below it.");
      return Optional.empty();
    }
    return slices(ct, block, "CT")
        .map(
            slices ->
                new ShownScan(
                    Picture.Modality.CT,
                    slices,
                    SOFT_TISSUE,
                    plane -> mask.space().frame(plane, block)));
  }

  private Optional<ShownScan> pet(Volume pet) throws IOException {
    if (!pet.space().isParallelTo(mask.space())) {
      remarks.add("The PET's axes run other ways than the mask's, so it is not shown.");
      return Optional.empty();
    }
    Placed placed = new Placed(mask.space(), pet.space());
    Optional<Block> covered = placed.block(block);
    if (covered.isEmpty()) {
      remarks.add("The PET does not reach to the tumour, so it is not shown.");
      return Optional.empty();
    }
    return slices(pet, covered.get(), "PET")
        .map(
            slices ->
                new ShownScan(
                    Picture.Modality.PET,
                    slices,
                    uptake(slices),
                    plane -> placed.frame(plane, block, covered.get())));
  }

  private static ShownScan.Window uptake(Slices slices) {
    double most = Slice.percentile(slices.all(), PET_SHARE);
    return new ShownScan.Window(
        0, most, true, String.format(Locale.ROOT, "PET, 0 to %.3g, dark is high", most));
  }

  private Optional<Volume> volume(Optional<Path> file, String what) throws IOException {
    if (file.isEmpty()) {
      remarks.add("The case has no " + what + " to show below the mask.");
      return Optional.empty();
    }
    try {
      Optional<Volume> volume = Volume.of(MetaImage.read(file.get().toRealPath()));
      if (volume.isEmpty()) {
        remarks.add("The " + what + " is of a form or size that is not drawn.");
      }
      return volume;
    } catch (MetaFormatException e) {
      remarks.add("The " + what + " cannot be read: " + e.what() + ".");
      return Optional.empty();
    }
  }

  private Optional<Slices> slices(Volume volume, Block part, String what) throws IOException {
    try {
      return Optional.of(volume.slices(part).seen(mask.space()));
    } catch (MetaFormatException e) {
      remarks.add("The " + what + " cannot be read: " + e.what() + ".");
      return Optional.empty();
    }
  }
}
