package io.hecktor.oci;

import java.util.List;

/**
 * An image: its config, and its layers as facts.
 *
 * @param config with as many diffIDs as there are layers, the same ones
 * @param layers the lowest first
 */
public record Image(ImageConfig config, List<Layer> layers) {

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if the config names other layers
   */
  public Image {
    layers = List.copyOf(layers);
    if (!config.diffIds().equals(layers.stream().map(Layer::diffId).toList())) {
      throw new IllegalArgumentException("the config's diffIDs are not those of the layers");
    }
  }
}
