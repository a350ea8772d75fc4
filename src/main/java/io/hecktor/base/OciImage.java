package io.hecktor.base;

import io.hecktor.oci.Descriptor;
import io.hecktor.oci.Digest;
import io.hecktor.oci.ImageConfig;
import io.hecktor.oci.ImageManifest;

/**
 * An image found in a layout or in an OCI archive; its documents have been verified.
 *
 * @param digest of its manifest
 * @param name as the index says it, else its digest
 * @param manifest as it stands there
 * @param config as it stands there
 */
record OciImage(Digest digest, String name, ImageManifest manifest, ImageConfig config) {

  /** Where a blob lies, relative to the layout's root. */
  static String path(Descriptor blob) {
    return "blobs/sha256/" + blob.digest().hex();
  }

  /** Where the manifest lies. */
  String manifestPath() {
    return "blobs/sha256/" + digest.hex();
  }
}
