package io.hecktor.goal;

import io.hecktor.archive.ImageLayout;
import io.hecktor.lock.Lockfile;
import io.hecktor.oci.Image;
import io.hecktor.plan.TaskRequest;
import java.nio.file.Path;

/**
 * A task's image as it lies in its layout.
 *
 * @param task what was asked for
 * @param image config and layers
 * @param layout where its blobs are
 * @param facts what it was made from
 */
public record BuiltImage(TaskRequest task, Image image, ImageLayout layout, Lockfile facts) {

  /** The image's bill of materials. */
  Path bom() {
    return layout.folder().resolveSibling("sbom.cdx.json");
  }
}
