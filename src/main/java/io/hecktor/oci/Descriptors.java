package io.hecktor.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Descriptors as JSON. */
final class Descriptors {

  private Descriptors() {}

  static List<Descriptor> readAll(JsonNode array, String name) throws IOException {
    List<Descriptor> all = new ArrayList<>();
    for (JsonNode node : array) {
      all.add(read(node, name));
    }
    return all;
  }

  static Descriptor read(JsonNode node, String name) throws IOException {
    JsonNode size = node.path("size");
    if (!size.isIntegralNumber() || !size.canConvertToLong() || size.longValue() < 0) {
      throw new IOException(name + " holds a descriptor without a size");
    }
    try {
      return new Descriptor(
          node.path("mediaType").asText(""),
          Digest.parse(node.path("digest").asText("")),
          size.longValue(),
          platform(node.path("platform")),
          annotations(node.path("annotations")));
    } catch (IllegalArgumentException e) {
      throw new IOException(name + " holds a descriptor that is " + e.getMessage(), e);
    }
  }

  private static Optional<Platform> platform(JsonNode node) {
    return node.isObject()
        ? Optional.of(
            new Platform(node.path("os").asText(""), node.path("architecture").asText("")))
        : Optional.empty();
  }

  static Map<String, String> annotations(JsonNode node) {
    Map<String, String> all = new LinkedHashMap<>();
    node.properties().forEach(entry -> all.put(entry.getKey(), entry.getValue().asText()));
    return all;
  }

  static ObjectNode write(Descriptor descriptor) {
    ObjectNode node = Json.newObject();
    node.put("mediaType", descriptor.mediaType());
    node.put("digest", descriptor.digest().toString());
    node.put("size", descriptor.sizeBytes());
    if (!descriptor.annotations().isEmpty()) {
      ObjectNode annotations = node.putObject("annotations");
      descriptor.annotations().forEach(annotations::put);
    }
    descriptor.platform().ifPresent(platform -> write(platform, node.putObject("platform")));
    return node;
  }

  private static void write(Platform platform, ObjectNode node) {
    node.put("architecture", platform.architecture());
    node.put("os", platform.os());
  }
}
