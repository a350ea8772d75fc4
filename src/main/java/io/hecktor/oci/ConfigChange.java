package io.hecktor.oci;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What turns a base's config into an image's.
 *
 * @param created whole seconds, written to the config and to the history
 * @param user {@code uid:gid} in digits
 * @param workingDirectory absolute path in the image
 * @param entrypoint the whole command line; the base's entrypoint and cmd go
 * @param environment set over the base's, which keeps its order
 * @param labels set over the base's
 * @param layers on top of the base's, the lowest first
 */
public record ConfigChange(
    Instant created,
    String user,
    String workingDirectory,
    List<String> entrypoint,
    Map<String, String> environment,
    Map<String, String> labels,
    List<AddedLayer> layers) {

  /** Copies the collections; maps keep their order. */
  public ConfigChange {
    entrypoint = List.copyOf(entrypoint);
    environment = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    labels = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    layers = List.copyOf(layers);
  }

  /**
   * A layer as the config knows it.
   *
   * @param name what it holds, for the history
   * @param diffId of its tar
   */
  public record AddedLayer(String name, DiffId diffId) {}
}
