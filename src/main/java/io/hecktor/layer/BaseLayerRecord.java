package io.hecktor.layer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hecktor.oci.Json;
import io.hecktor.oci.Layer;
import io.hecktor.plan.LayerFacts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A base layer's record in the cache, as JSON. */
final class BaseLayerRecord {

  private BaseLayerRecord() {}

  static byte[] format(BaseLayers.BaseLayer base) {
    ObjectNode node = Json.newObject();
    LayerRecord.put(base.layer(), node);
    ObjectNode texts = node.putObject("texts");
    base.facts().texts().forEach(texts::put);
    ArrayNode entries = node.putArray("entries");
    for (LayerFacts.Entry entry : base.facts().entries()) {
      entries.addArray().add(entry.kind().name()).add(entry.path()).add(entry.target());
    }
    return Json.compact(node);
  }

  static BaseLayers.BaseLayer parse(byte[] bytes) throws IOException {
    ObjectNode node = Json.object(bytes, "a base layer's record");
    Layer layer = LayerRecord.parse(node);
    return new BaseLayers.BaseLayer(
        layer,
        new LayerFacts(
            layer.diffId(),
            layer.uncompressedSizeBytes(),
            entries(node.path("entries")),
            texts(node.path("texts"))));
  }

  private static List<LayerFacts.Entry> entries(JsonNode array) {
    List<LayerFacts.Entry> all = new ArrayList<>();
    for (JsonNode entry : array) {
      all.add(
          new LayerFacts.Entry(
              entry.path(1).asText(),
              LayerFacts.Kind.valueOf(entry.path(0).asText()),
              entry.path(2).asText()));
    }
    return all;
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> all = new HashMap<>();
    object.properties().forEach(entry -> all.put(entry.getKey(), entry.getValue().asText()));
    return all;
  }
}
