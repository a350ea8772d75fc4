package io.hecktor.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;

/**
 * Which config and which layers make an image.
 *
 * @param mediaType OCI's or Docker's
 * @param config the descriptor of the {@link ImageConfig}
 * @param layers the lowest first
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md">image-spec,
 *     manifest.md</a>
 */
public record ImageManifest(String mediaType, Descriptor config, List<Descriptor> layers) {

  /** Copies the list. */
  public ImageManifest {
    layers = List.copyOf(layers);
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
        Descriptors.readAll(node.path("layers"), name));
  }

  /** The document, compact. */
  public byte[] bytes() {
    ObjectNode node = Json.newObject();
    node.put("schemaVersion", 2);
    node.put("mediaType", mediaType);
    node.set("config", Descriptors.write(config));
    ArrayNode list = node.putArray("layers");
    layers.forEach(layer -> list.add((JsonNode) Descriptors.write(layer)));
    return Json.compact(node);
  }
}
