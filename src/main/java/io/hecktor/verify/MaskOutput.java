package io.hecktor.verify;

import io.hecktor.ErrorCode;
import io.hecktor.challenge.OutputShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Judges the one image of a mask's folder: its form, its labels, and where it is in space. */
final class MaskOutput {

  /** More voxels than any scan has; nothing beyond is read. */
  private static final long MOST_VOXELS = 1L << 32;

  private static final int MOST_VALUES = 64;

  private final OutputShape.Mask shape;
  private final Path input;
  private final Findings findings;

  /**
   * A judge for one case.
   *
   * @param input the case's input, whose geometry counts
   */
  MaskOutput(OutputShape.Mask shape, Path input, Findings findings) {
    this.shape = shape;
    this.input = input;
    this.findings = findings;
  }

  /**
   * Judges an image.
   *
   * @param file a regular file
   * @param name as messages name it
   */
  void judge(Path file, String name) throws IOException {
    try {
      MetaImage image = MetaImage.read(file);
      geometry(image, name);
      if (type(image, name)) {
        voxels(image, name);
      }
    } catch (MetaFormatException e) {
      findings.violation(
          RunRule.OUTPUT,
          ErrorCode.OUTPUT_IMAGE,
          new Findings.Told(
              name + " cannot be read as an image",
              "Wrong is: " + e.what() + ". The platform says: \"" + notImported() + "\".",
              "Write a MetaImage with `BinaryData = True`, `ElementType = MET_UCHAR` and"
                  + " `ElementDataFile = LOCAL`, the voxels raw or as one zlib stream, and close the"
                  + " file before the program ends."));
    }
  }

  private String notImported() {
    return "No output images could be imported from '" + shape.path() + "'";
  }

  private boolean type(MetaImage image, String name) throws IOException {
    if (!image.isEightBit()) {
      findings.violation(
          RunRule.OUTPUT,
          ErrorCode.OUTPUT_IMAGE,
          new Findings.Told(
              name + " has voxels of " + image.elementType() + channels(image),
              "A segmentation has one channel of 8 bits. The platform says: \"Image segments could not"
                  + " be determined\".",
              "Write the labels as one byte each, with `ElementType = MET_UCHAR`."));
      return false;
    }
    if (image.isBinary()) {
      return true;
    }
    findings.violation(
        RunRule.OUTPUT,
        ErrorCode.OUTPUT_IMAGE,
        new Findings.Told(
            name + " says no `BinaryData = True`",
            "Without it readers take the voxels for text, as MetaIO's default is.",
            "Write the line `BinaryData = True` into the header, before `ElementDataFile`."));
    return false;
  }

  private static String channels(MetaImage image) throws IOException {
    return image.channels() == 1 ? "" : " with " + image.channels() + " channels";
  }

  private void voxels(MetaImage image, String name) throws IOException {
    long voxels = image.geometry().voxels();
    if (voxels > MOST_VOXELS) {
      findings.violation(
          RunRule.OUTPUT,
          ErrorCode.OUTPUT_GEOMETRY,
          new Findings.Told(
              name + " claims more than " + MOST_VOXELS + " voxels",
              "The platform says: \"The output image was too large to process\".",
              "Write the mask on the grid of the input's " + shape.geometryOf() + "."));
      return;
    }
    MetaImage.Census census = image.census();
    labels(image, census, name);
    if (census.more()) {
      findings.warning(
          RunRule.OUTPUT,
          ErrorCode.OUTPUT_IMAGE,
          new Findings.Told(
              name + " holds more bytes than voxels",
              "Readers take the first " + voxels + " voxels, as DimSize says, and leave the rest.",
              "Compare DimSize with the array that is written."));
    }
  }

  private void labels(MetaImage image, MetaImage.Census census, String name) throws IOException {
    List<String> wrong = new ArrayList<>();
    int values = 0;
    for (int i = 0; i < census.counts().size(); i++) {
      int label = image.value((byte) i);
      long count = census.counts().get(i);
      values += count > 0 ? 1 : 0;
      if (count > 0 && !shape.labels().contains(label)) {
        wrong.add(label + " (" + count + (count == 1 ? " voxel)" : " voxels)"));
      }
    }
    if (!wrong.isEmpty()) {
      String allowed =
          shape.labels().stream().map(String::valueOf).collect(Collectors.joining(", "));
      findings.violation(
          RunRule.OUTPUT,
          ErrorCode.OUTPUT_LABELS,
          new Findings.Told(
              name + " has the label " + shortList(wrong),
              "Asked for are "
                  + allowed
                  + " ("
                  + shape.origin()
                  + "). The platform says: "
                  + (values > MOST_VALUES
                      ? "\"Image segments could not be determined\"."
                      : "\"The valid voxel values for this segmentation are: ...\"."),
              "Write labels, not probabilities or grey values: only " + allowed + "."));
    }
  }

  private static String shortList(List<String> all) {
    String first = String.join(", ", all.subList(0, Math.min(5, all.size())));
    return all.size() <= 5 ? first : first + " and " + (all.size() - 5) + " more";
  }

  private void geometry(MetaImage image, String name) throws IOException {
    Optional<MetaGeometry> wanted = wantedGeometry();
    if (wanted.isEmpty()) {
      return;
    }
    List<String> differences = image.geometry().differencesFrom(wanted.get());
    if (!differences.isEmpty()) {
      findings.violation(
          RunRule.OUTPUT,
          ErrorCode.OUTPUT_GEOMETRY,
          new Findings.Told(
              name + " is not where the input's " + shape.geometryOf() + " is",
              String.join("; ", differences)
                  + " ("
                  + shape.origin()
                  + "; a thousandth of a voxel is"
                  + " tolerated).",
              "Resample the mask onto that image's grid and copy DimSize, ElementSpacing, Offset and"
                  + " TransformMatrix from its header."));
    } else if (image.geometry().beyondItk(wanted.get())) {
      findings.warning(
          RunRule.OUTPUT,
          ErrorCode.OUTPUT_GEOMETRY,
          new Findings.Told(
              name + " is off by a rounding error",
              "Spacing, origin or direction differ from the input's "
                  + shape.geometryOf()
                  + " by more than a millionth, ITK's own tolerance.",
              "Copy the header's values as text or as 64-bit numbers, not through `float`."));
    }
  }

  private Optional<MetaGeometry> wantedGeometry() throws IOException {
    Path folder = input.resolve(shape.geometryOf());
    List<Path> images = Files.isDirectory(folder) ? images(folder) : List.of();
    if (images.size() != 1) {
      noGeometry("the input holds " + images.size() + " `.mha` files in " + shape.geometryOf());
      return Optional.empty();
    }
    try {
      return Optional.of(MetaImage.read(images.get(0).toRealPath()).geometry());
    } catch (MetaFormatException e) {
      noGeometry("the input's image cannot be read: " + e.what());
      return Optional.empty();
    }
  }

  private void noGeometry(String reason) {
    findings.notChecked(RunRule.OUTPUT, "The geometry of " + shape.path() + ": " + reason + ".");
  }

  private static List<Path> images(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.filter(child -> isImage(child.getFileName().toString())).toList();
    }
  }

  /** Whether a name ends as the challenge's images do. */
  static boolean isImage(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(".mha");
  }
}
