package io.hecktor.reproduce;

import io.hecktor.archive.ImageLayout;
import io.hecktor.layer.Compression;
import io.hecktor.oci.Image;
import io.hecktor.oci.Layer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Compares the images of two layouts: their configs, and their layers that are not the same. */
public final class ImageComparison {

  private final Circumstances first;
  private final Circumstances second;

  /** Compares what was built under these circumstances. */
  public ImageComparison(Circumstances first, Circumstances second) {
    this.first = first;
    this.second = second;
  }

  /**
   * What differs, from the outside to the inside.
   *
   * @throws io.hecktor.blob.DigestMismatchException if a blob is spoilt
   */
  public List<Difference> compare(ImageLayout one, ImageLayout other) throws IOException {
    Image ours = one.read();
    Image theirs = other.read();
    List<Difference> found = new ArrayList<>();
    if (ours.layers().size() != theirs.layers().size()) {
      found.add(
          new Difference(
              List.of("image"),
              ours.layers().size() + " layers, " + theirs.layers().size(),
              Habit.PARAMETER));
    }
    int layers = Math.min(ours.layers().size(), theirs.layers().size());
    for (int i = 0; i < layers; i++) {
      found.addAll(
          layer(i, new Side(one, ours.layers().get(i)), new Side(other, theirs.layers().get(i))));
    }
    found.addAll(new ConfigComparison().compare(json(ours), json(theirs)));
    return found;
  }

  /** What differs in two small files of one name. */
  public List<Difference> compare(String name, Path one, Path other) throws IOException {
    return Files.mismatch(one, other) < 0
        ? List.of()
        : new ContentComparison(first, second)
            .compare(List.of(name), Files.readAllBytes(one), Files.readAllBytes(other));
  }

  private static String json(Image image) {
    return new String(image.config().bytes(), StandardCharsets.UTF_8);
  }

  /** A layer and where its blob lies. */
  private record Side(ImageLayout layout, Layer layer) {

    InputStream open() throws IOException {
      BufferedInputStream in = new BufferedInputStream(layout.open(layer.descriptor()), 1 << 18);
      return Compression.of(in).decompress(in);
    }
  }

  private List<Difference> layer(int index, Side one, Side other) throws IOException {
    if (one.layer().descriptor().digest().equals(other.layer().descriptor().digest())) {
      return List.of();
    }
    String name = "layer " + (index + 1);
    if (one.layer().diffId().equals(other.layer().diffId())) {
      String what =
          one.layer().descriptor().sizeBytes()
              + " bytes, "
              + other.layer().descriptor().sizeBytes();
      return List.of(
          new Difference(List.of(name), "compressed to " + what, Habit.OTHER_COMPRESSION));
    }
    List<Difference> found = new TarComparison(first, second).compare(name, one::open, other::open);
    return found.isEmpty()
        ? List.of(new Difference(List.of(name), "bytes between its entries", Habit.UNKNOWN))
        : found;
  }
}
