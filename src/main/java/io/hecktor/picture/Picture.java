package io.hecktor.picture;

import java.util.List;

/**
 * What is shown of a case's mask.
 *
 * @param views the planes through the tumour
 * @param labels that the mask holds, the lowest first
 * @param remarks what could not be shown, and why; whole sentences
 */
public record Picture(List<View> views, List<Label> labels, List<String> remarks) {

  /** Copies the lists. */
  public Picture {
    views = List.copyOf(views);
    labels = List.copyOf(labels);
    remarks = List.copyOf(remarks);
  }

  /** Nothing is shown, for this reason. */
  public static Picture none(String reason) {
    return new Picture(List.of(), List.of(), List.of(reason));
  }

  /**
   * A label of the mask.
   *
   * @param value the voxels' value
   * @param voxels how many have it
   * @param millilitres that they fill
   */
  public record Label(int value, long voxels, double millilitres) {}

  /**
   * One plane. Lengths are millimetres from the view's upper left corner.
   *
   * @param plane which one
   * @param slice its number along the axis that it is cut across, the first being 0
   * @param slices how many there are
   * @param width of the view
   * @param height of the view
   * @param scans the slices of the scans, CT before PET
   * @param outlines of the labels, in voxels of the mask
   * @param voxelWidth of the outlines' grid
   * @param voxelHeight of the outlines' grid
   */
  public record View(
      Plane plane,
      int slice,
      int slices,
      double width,
      double height,
      List<Scan> scans,
      List<Outline> outlines,
      double voxelWidth,
      double voxelHeight) {

    /** Copies the lists. */
    public View {
      scans = List.copyOf(scans);
      outlines = List.copyOf(outlines);
    }
  }

  /**
   * A slice of a scan.
   *
   * @param modality what was scanned
   * @param shown which values are dark and bright, in words
   * @param frame where it lies in the view
   * @param png a grey picture in PNG's form, in base64
   */
  public record Scan(Modality modality, String shown, Frame frame, String png) {}

  /** What a scan shows. */
  public enum Modality {
    /** X-rays, in Hounsfield units. */
    CT,
    /** A tracer's uptake. */
    PET
  }

  /** A rectangle in millimetres. */
  public record Frame(double x, double y, double width, double height) {}

  /**
   * The border of a label.
   *
   * @param label its value
   * @param path in SVG's path notation, along the borders of voxels
   * @see <a href="https://www.w3.org/TR/SVG2/paths.html">SVG 2, paths</a>
   */
  public record Outline(int label, String path) {}
}
