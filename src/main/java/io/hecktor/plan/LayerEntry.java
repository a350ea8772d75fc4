package io.hecktor.plan;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;

/**
 * One entry of a layer's tar, complete: nothing about it is left to the disk.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/layer.md">image-spec,
 *     layer.md</a>
 */
public sealed interface LayerEntry {

  /** Where it stands in the image. */
  AbsoluteUnixPath path();

  /** Whom it belongs to. */
  Owner owner();

  /**
   * A folder.
   *
   * @param mode permission bits, such as {@code 0755}
   */
  record Directory(AbsoluteUnixPath path, int mode, Owner owner) implements LayerEntry {}

  /**
   * A regular file.
   *
   * @param mode permission bits, such as {@code 0644}
   */
  record RegularFile(AbsoluteUnixPath path, int mode, Owner owner, Content content)
      implements LayerEntry {}

  /**
   * A symbolic link.
   *
   * @param target as it is written into the link
   */
  record SymbolicLink(AbsoluteUnixPath path, Owner owner, String target) implements LayerEntry {}
}
