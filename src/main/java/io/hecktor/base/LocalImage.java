package io.hecktor.base;

import io.hecktor.layer.BaseLayers.BaseLayer;
import io.hecktor.oci.Descriptor;
import io.hecktor.oci.Digest;
import io.hecktor.oci.ImageConfig;
import io.hecktor.oci.ImageManifest;
import io.hecktor.oci.MediaTypes;
import io.hecktor.plan.BaseImage;
import java.util.List;

/** A base whose layers have all come into the store, put together. */
final class LocalImage {

  private LocalImage() {}

  /**
   * Puts a base together.
   *
   * @param pinned the reference that gives these bytes again
   */
  static BaseImage of(String reference, String pinned, ImageConfig config, List<BaseLayer> layers) {
    return new BaseImage(
        reference,
        pinned,
        config,
        layers.stream().map(BaseLayer::layer).toList(),
        layers.stream().map(BaseLayer::facts).toList());
  }

  /**
   * Tells the content of an archive's image from any other: the digest of the manifest that it has
   * in the store. How the archive is packed, and what it is called, does not show.
   */
  static Digest content(ImageConfig config, List<BaseLayer> layers) {
    Descriptor descriptor =
        new Descriptor(MediaTypes.OCI_CONFIG, config.imageId(), config.bytes().length);
    List<Descriptor> blobs = layers.stream().map(layer -> layer.layer().descriptor()).toList();
    return Digest.of(new ImageManifest(MediaTypes.OCI_MANIFEST, descriptor, blobs).bytes());
  }
}
