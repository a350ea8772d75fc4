package io.hecktor.plan;

import java.util.List;
import java.util.Map;

/**
 * All that one task's image gets on top of its base.
 *
 * @param layers the lowest first: run-time image, dependencies, jar, resources
 * @param entrypoint the whole command line
 * @param environment set over the base's
 * @param labels set over the base's
 * @param user {@code uid:gid}
 */
public record ImagePlan(
    List<LayerPlan> layers,
    List<String> entrypoint,
    Map<String, String> environment,
    Map<String, String> labels,
    Owner user) {

  /** Copies the collections; maps keep their order. */
  public ImagePlan {
    layers = List.copyOf(layers);
    entrypoint = List.copyOf(entrypoint);
    environment = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(environment));
    labels = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(labels));
  }
}
