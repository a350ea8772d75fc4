package io.hecktor.layer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hecktor.oci.DiffId;
import io.hecktor.oci.Digest;
import io.hecktor.oci.Layer;

/** A layer in the cache's records. */
final class LayerRecord {

  private LayerRecord() {}

  static void put(Layer layer, ObjectNode node) {
    node.put("digest", layer.descriptor().digest().toString());
    node.put("size", layer.descriptor().sizeBytes());
    node.put("diffId", layer.diffId().toString());
    node.put("uncompressedSize", layer.uncompressedSizeBytes());
  }

  /**
   * Reads what {@link #put} wrote.
   *
   * @throws IllegalArgumentException if there are no digests
   */
  static Layer parse(JsonNode node) {
    return Layer.of(
        Digest.parse(node.path("digest").asText()),
        node.path("size").asLong(-1),
        DiffId.parse(node.path("diffId").asText()),
        node.path("uncompressedSize").asLong(-1));
  }
}
