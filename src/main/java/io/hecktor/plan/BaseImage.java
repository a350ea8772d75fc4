package io.hecktor.plan;

import io.hecktor.oci.ImageConfig;
import io.hecktor.oci.Layer;
import java.util.List;

/**
 * A base whose blobs are in the store, verified, each as gzip that can be spliced into an archive.
 *
 * @param reference as the user wrote it
 * @param pinned the reference that gives these very bytes again, such as {@code name@sha256:…}; for
 *     bases without one, a digest of their content
 * @param config the base's config
 * @param layers the lowest first
 * @param facts one per layer, in the same order
 */
public record BaseImage(
    String reference,
    String pinned,
    ImageConfig config,
    List<Layer> layers,
    List<LayerFacts> facts) {

  /** Copies the lists. */
  public BaseImage {
    layers = List.copyOf(layers);
    facts = List.copyOf(facts);
  }

  /** The files of all layers, one over the other. */
  public BaseFiles files() {
    return new BaseFiles(facts);
  }
}
