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
   * Reads what {@link #put} wrote; a layer whose blob has its diffID is a plain one.
   *
   * @throws IllegalArgumentException if there are no digests
   */
  static Layer parse(JsonNode node) {
    Digest blob = Digest.parse(node.path("digest").asText());
    DiffId diffId = DiffId.parse(node.path("diffId").asText());
    long blobBytes = node.path("size").asLong(-1);
    return blob.equals(diffId.digest())
        ? Layer.plain(diffId, blobBytes)
        : Layer.gzip(blob, blobBytes, diffId, node.path("uncompressedSize").asLong(-1));
  }
}
