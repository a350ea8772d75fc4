package io.hecktor.picture;

import io.hecktor.verify.MetaFormatException;
import io.hecktor.verify.MetaImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Draws a mask: the three planes through the tumour, the scans below, the labels' outlines above.
 * The mask is read twice and each scan once, row by row.
 */
public final class MaskPictures {

  private final Volume mask;
  private final List<String> remarks = new ArrayList<>();

  private MaskPictures(Volume mask) {
    this.mask = mask;
  }

  /**
   * A case's scans.
   *
   * @param ct on whose grid the mask is
   * @param pet on any grid whose axes run the same ways
   */
  public record Scans(Optional<Path> ct, Optional<Path> pet) {}

  /**
   * Draws a mask.
   *
   * @param mask a regular file; of the container's making, so that anything may be in it
   * @throws IOException if the disk fails; what is wrong with a file is a remark
   */
  public static Picture draw(Path mask, Scans scans) throws IOException {
    try {
      MetaImage image = MetaImage.read(mask);
      if (!image.isEightBit() || !image.isBinary()) {
        return Picture.none("The mask is none of 8 bits, so no picture was drawn.");
      }
      Optional<Volume> volume = Volume.of(image);
      return volume.isPresent()
          ? new MaskPictures(volume.get()).draw(scans)
          : Picture.none("The mask is too large, or has too many dimensions, to be drawn.");
    } catch (MetaFormatException e) {
      return Picture.none("The mask cannot be read, so no picture was drawn: " + e.what() + ".");
    }
  }

  private Picture draw(Scans scans) throws IOException {
    MaskLook look = MaskLook.at(mask);
    if (look.hasTooMany()) {
      return Picture.none(
          "The mask has more than " + MaskLook.MOST_LABELS + " labels, so no outlines were drawn.");
    }
    if (look.labels().isEmpty()) {
      remarks.add("The mask is empty; the planes are those through the middle.");
    }
    if (!mask.space().isUpright()) {
      remarks.add("The image's axes are not the patient's, so the planes are only near to these.");
    }
    Block block = look.block();
    List<ShownScan> shown = new ScanReader(mask, block, remarks).read(scans);
    Slices labels = mask.slices(block).seen(mask.space());
    List<Picture.View> views = new ArrayList<>();
    for (Plane plane : Plane.values()) {
      if (mask.space().size().get(plane.across()) > 1
          && mask.space().size().get(plane.down()) > 1) {
        views.add(view(plane, block, outlines(labels.of(plane), plane, look), shown));
      }
    }
    return new Picture(views, look.labels(), remarks);
  }

  private Picture.View view(
      Plane plane, Block block, List<Picture.Outline> outlines, List<ShownScan> shown) {
    Picture.Frame all = mask.space().frame(plane, block);
    return new Picture.View(
        plane,
        block.of(plane.through()).centre(),
        mask.space().size().get(plane.through()),
        all.width(),
        all.height(),
        shown.stream().map(scan -> scan.in(plane)).toList(),
        outlines,
        mask.space().spacing().get(plane.across()),
        mask.space().spacing().get(plane.down()));
  }

  private List<Picture.Outline> outlines(Slice slice, Plane plane, MaskLook look) {
    List<Picture.Outline> outlines = new ArrayList<>();
    for (Picture.Label label : look.labels()) {
      OutlineTracer.Traced traced =
          OutlineTracer.trace(
              slice.width(),
              slice.height(),
              (x, y) -> (Math.round(slice.at(x, y)) & 0xff) == label.value());
      traced.path().ifPresent(path -> outlines.add(new Picture.Outline(label.value(), path)));
      if (!traced.whole()) {
        remarks.add(
            "The outline of label "
                + label.value()
                + " in the "
                + plane.key()
                + " plane is too long to be drawn whole.");
      }
    }
    return outlines;
  }
}
