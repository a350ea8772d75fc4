package io.hecktor.page;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is in an image.
 *
 * @param imageId digest of its config
 * @param origin what it was made from
 * @param archiveLimitBytes what its archive may weigh; 0 where that is not known
 * @param layers from the lowest on
 * @param largest the largest files of its own layers
 * @param remarks what it could do without, and what will not do on the challenge's GPU
 * @param bill of materials, where it is written
 */
public record ImageFacts(
    String imageId,
    Origin origin,
    long archiveLimitBytes,
    List<LayerSize> layers,
    List<FileSize> largest,
    List<Remark> remarks,
    Optional<Bill> bill) {

  /** Copies the lists. */
  public ImageFacts {
    layers = List.copyOf(layers);
    largest = List.copyOf(largest);
    remarks = List.copyOf(remarks);
  }

  /**
   * What an image was made from.
   *
   * @param profile whose rules it was built by
   * @param base as it was asked for
   * @param pinned the base with its digest
   * @param java the run-time image, in words
   */
  public record Origin(String profile, String base, String pinned, String java) {}

  /**
   * A layer.
   *
   * @param name such as {@code resources}
   * @param digest of the compressed bytes
   * @param bytes compressed, as the archive has them
   * @param unpackedBytes as they lie in the image
   */
  public record LayerSize(String name, String digest, long bytes, long unpackedBytes) {}

  /** A file in the image, unpacked. */
  public record FileSize(String path, String layer, long bytes) {}

  /**
   * Something to look at.
   *
   * @param what it is
   * @param why it matters
   * @param fix what to do
   */
  public record Remark(String what, String why, String fix) {}

  /**
   * What the bill of materials counts.
   *
   * @param components by their kind
   * @param licences how many components name each
   */
  public record Bill(Map<String, Integer> components, Map<String, Integer> licences) {

    /** Copies the maps. */
    public Bill {
      components = new TreeMap<>(components);
      licences = new TreeMap<>(licences);
    }
  }

  long bytes() {
    return layers.stream().mapToLong(LayerSize::bytes).sum();
  }
}
