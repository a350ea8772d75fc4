package io.hecktor.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hecktor.layer.BaseLayers.BaseLayer;
import io.hecktor.oci.Descriptor;
import io.hecktor.oci.Digest;
import io.hecktor.oci.ImageConfig;
import io.hecktor.oci.Json;
import io.hecktor.oci.MediaTypes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the cache remembers of an archive that it has seen all of.
 *
 * @param config where the config lies in the store
 * @param layers the digests of the gzip blobs, the lowest first
 */
record ArchiveRecord(Descriptor config, List<Digest> layers) {

  /** Copies the list. */
  ArchiveRecord {
    layers = List.copyOf(layers);
  }

  static ArchiveRecord of(ImageConfig config, List<BaseLayer> layers) {
    return new ArchiveRecord(
        new Descriptor(MediaTypes.OCI_CONFIG, config.imageId(), config.bytes().length),
        layers.stream().map(layer -> layer.layer().descriptor().digest()).toList());
  }

  /**
   * Reads a record.
   *
   * @throws IOException if it is none
   */
  static ArchiveRecord parse(byte[] bytes) throws IOException {
    ObjectNode node = Json.object(bytes, "an archive's record");
    try {
      List<Digest> layers = new ArrayList<>();
      for (JsonNode layer : node.path("layers")) {
        layers.add(Digest.parse(layer.asText()));
      }
      return new ArchiveRecord(
          new Descriptor(
              MediaTypes.OCI_CONFIG,
              Digest.parse(node.path("config").asText()),
              node.path("configSize").asLong(-1)),
          layers);
    } catch (IllegalArgumentException e) {
      throw new IOException("an archive's record is damaged", e);
    }
  }

  byte[] bytes() {
    ObjectNode node = Json.newObject();
    node.put("config", config.digest().toString());
    node.put("configSize", config.sizeBytes());
    ArrayNode list = node.putArray("layers");
    layers.forEach(layer -> list.add(layer.toString()));
    return Json.pretty(node);
  }
}
