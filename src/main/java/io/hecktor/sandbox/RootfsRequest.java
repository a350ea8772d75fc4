package io.hecktor.sandbox;

import io.hecktor.oci.Digest;
import io.hecktor.oci.Layer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * The rootfs that a run needs.
 *
 * @param layers of the image, the lowest first; at least one
 * @param blobs tells where the blob of a digest lies, such as {@code layout::blob}
 * @param user whose permissions the rootfs shows
 * @param mountPoints places that the sandbox will mount on
 */
public record RootfsRequest(
    List<Layer> layers,
    Function<Digest, Path> blobs,
    ImageUser user,
    List<MountPoint> mountPoints) {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if there are no layers
   */
  public RootfsRequest {
    layers = List.copyOf(layers);
    mountPoints = List.copyOf(mountPoints);
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("an image without layers has no rootfs");
    }
  }

  /** Names the stack of layers. */
  public ChainId chainId() {
    return ChainId.of(layers.stream().map(Layer::diffId).toList());
  }
}
