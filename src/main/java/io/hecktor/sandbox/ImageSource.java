package io.hecktor.sandbox;

import io.hecktor.oci.Digest;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The image in the forms that engines take.
 *
 * @param rootfs its layers applied to a folder; mount points are added to it where they are missing
 * @param archive the form that a Docker engine loads, where it was made
 */
public record ImageSource(Path rootfs, Optional<Archive> archive) {

  /** An image that exists as a rootfs only. */
  public static ImageSource rootfs(Path folder) {
    return new ImageSource(folder, Optional.empty());
  }

  /**
   * A docker-save archive.
   *
   * @param file gzipped or not
   * @param imageId of the image in it
   */
  public record Archive(Path file, Digest imageId) {}
}
