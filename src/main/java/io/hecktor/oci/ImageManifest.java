package io.hecktor.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Which config and which layers make an image.
 *
 * @param mediaType OCI's or Docker's
 * @param config the descriptor of the {@link ImageConfig}
 * @param layers the lowest first
 * @param annotations in the order given, often empty
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md">image-spec,
 *     manifest.md</a>
 */
public record ImageManifest(
    String mediaType, Descriptor config, List<Descriptor> layers, Map<String, String> annotations) {

  /** Copies the collections; the map keeps its order. */
  public ImageManifest {
    layers = List.copyOf(layers);
    annotations = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(annotations));
  }

  /** A manifest without annotations. */
  public ImageManifest(String mediaType, Descriptor config, List<Descriptor> layers) {
    this(mediaType, config, layers, Map.of());
  }

  /**
   * Reads a manifest of either kind.
   *
   * @throws IOException if it is not one
   */
  public static ImageManifest parse(byte[] bytes, String name) throws IOException {
    ObjectNode node = Json.object(bytes, name);
    if (!node.has("config") || !node.path("layers").isArray()) {
      throw new IOException(name + " is not an image manifest: it names no config or no layers");
    }
    return new ImageManifest(
        node.path("mediaType").asText(MediaTypes.OCI_MANIFEST),
        Descriptors.read(node.path("config"), name),
        Descriptors.readAll(node.path("layers"), name),
        Descriptors.annotations(node.path("annotations")));
  }

  /** The document, compact. */
  public byte[] bytes() {
    ObjectNode node = Json.newObject();
    node.put("schemaVersion", 2);
    node.put("mediaType", mediaType);
    node.set("config", Descriptors.write(config));
    ArrayNode list = node.putArray("layers");
    layers.forEach(layer -> list.add((JsonNode) Descriptors.write(layer)));
    if (!annotations.isEmpty()) {
      ObjectNode map = node.putObject("annotations");
      annotations.forEach(map::put);
    }
    return Json.compact(node);
  }
}
