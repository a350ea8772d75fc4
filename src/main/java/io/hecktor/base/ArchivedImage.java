package io.hecktor.base;

import io.hecktor.layer.ForeignTar;
import io.hecktor.oci.DiffId;
import io.hecktor.oci.Digest;
import io.hecktor.oci.ImageConfig;
import java.util.List;
import java.util.Optional;

/**
 * Where an image's parts stand in an archive.
 *
 * @param config verified, as far as its name is a digest
 * @param layers the lowest first
 */
record ArchivedImage(ImageConfig config, List<ArchivedLayer> layers) {

  /** Copies the list. */
  ArchivedImage {
    layers = List.copyOf(layers);
  }

  /**
   * A layer's place.
   *
   * @param name as the manifest says it
   * @param entry the file that holds it
   * @param diffId as the config says it
   * @param digest of the bytes as stored, where the archive says it
   */
  record ArchivedLayer(
      String name, ForeignTar.Entry entry, DiffId diffId, Optional<Digest> digest) {}
}
