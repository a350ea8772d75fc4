package io.hecktor.sandbox;

import io.hecktor.oci.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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
   * An absolute path of the image without symbolic links, dots and doubled slashes. What does not
   * exist is kept as written, and so is what leads in a circle.
   */
  public String canonical(String path) {
    try {
      return new ContainerPaths(rootfs).canonical(path, true);
    } catch (IOException e) {
      return path;
    }
  }

  /** The regular file that a path of the image leads to, on the host, where there is one. */
  public Optional<Path> file(String path) {
    Path file = rootfs.resolve(canonical(path).substring(1));
    return Optional.of(file).filter(it -> Files.isRegularFile(it, LinkOption.NOFOLLOW_LINKS));
  }

  /**
   * A docker-save archive.
   *
   * @param file gzipped or not
   * @param imageId of the image in it
   */
  public record Archive(Path file, Digest imageId) {}
}
