package io.hecktor.layer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hecktor.oci.Json;
import io.hecktor.oci.Layer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A layer that was written once, with what it takes to see whether it would be written again.
 *
 * @param layer its blob may have gone from the store
 * @param positions where in the tar the contents of its regular files begin, in the plan's order
 */
record KnownLayer(Layer layer, List<Long> positions) {

  KnownLayer {
    positions = List.copyOf(positions);
  }

  /**
   * Reads a record.
   *
   * @throws IOException if it is none
   * @throws IllegalArgumentException if it holds what is no digest
   */
  static List<KnownLayer> parse(byte[] record, String name) throws IOException {
    List<KnownLayer> all = new ArrayList<>();
    for (JsonNode node : Json.object(record, name).path("layers")) {
      List<Long> positions = new ArrayList<>();
      node.path("positions").forEach(position -> positions.add(position.asLong(-1)));
      all.add(new KnownLayer(LayerRecord.parse(node), positions));
    }
    return all;
  }

  static byte[] format(List<KnownLayer> layers) {
    ObjectNode record = Json.newObject();
    ArrayNode array = record.putArray("layers");
    for (KnownLayer known : layers) {
      ObjectNode node = array.addObject();
      LayerRecord.put(known.layer(), node);
      known.positions().forEach(node.putArray("positions")::add);
    }
    return Json.pretty(record);
  }
}
