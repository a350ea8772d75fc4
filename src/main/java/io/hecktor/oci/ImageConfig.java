package io.hecktor.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An image's config: platform, how its process starts, and the diffIDs of its layers. Immutable;
 * keys that are not known here are kept as they came.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/config.md">image-spec,
 *     config.md</a>
 */
public final class ImageConfig {

  private final ObjectNode document;
  private final byte[] bytes;

  private ImageConfig(ObjectNode document, byte[] bytes) {
    this.document = document;
    this.bytes = bytes.clone();
  }

  /**
   * Reads a config; its bytes are kept, so that its image ID is that of the bytes given.
   *
   * @throws IOException if it is no config
   */
  public static ImageConfig parse(byte[] bytes, String name) throws IOException {
    ObjectNode node = Json.object(bytes, name);
    if (!node.path("rootfs").path("diff_ids").isArray()) {
      throw new IOException(name + " is not an image config: it has no rootfs.diff_ids");
    }
    for (JsonNode diffId : node.path("rootfs").path("diff_ids")) {
      parseDiffId(diffId.asText(), name);
    }
    return new ImageConfig(node, bytes);
  }

  private static DiffId parseDiffId(String text, String name) throws IOException {
    try {
      return DiffId.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IOException(name + " holds a diffID that is " + e.getMessage(), e);
    }
  }

  /** The config of an image without layers, for bases that are made here. */
  public static ImageConfig empty(Platform platform) {
    ObjectNode node = Json.newObject();
    node.put("architecture", platform.architecture());
    node.put("os", platform.os());
    node.putObject("config");
    node.putObject("rootfs").put("type", "layers").putArray("diff_ids");
    return new ImageConfig(node, Json.compact(node));
  }

  /** The document's bytes; their digest is the image ID. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The image ID: the digest of the config's bytes. */
  public Digest imageId() {
    return Digest.of(bytes);
  }

  /** What the image says that it runs on. */
  public Platform platform() {
    return new Platform(
        document.path("os").asText("linux"), document.path("architecture").asText(""));
  }

  /** The diffIDs, the lowest layer's first. */
  public List<DiffId> diffIds() {
    List<DiffId> all = new ArrayList<>();
    document.path("rootfs").path("diff_ids").forEach(id -> all.add(DiffId.parse(id.asText())));
    return List.copyOf(all);
  }

  /** The user as written, empty where none is. */
  public String user() {
    return runtime().path("User").asText("");
  }

  /** The working directory as written, empty where none is. */
  public String workingDirectory() {
    return runtime().path("WorkingDir").asText("");
  }

  /** The entrypoint; empty where there is none. */
  public List<String> entrypoint() {
    return strings(runtime().path("Entrypoint"));
  }

  /** The arguments that follow the entrypoint; empty where there are none. */
  public List<String> cmd() {
    return strings(runtime().path("Cmd"));
  }

  /** The environment's entries as written, {@code NAME=value}. */
  public List<String> environmentEntries() {
    return strings(runtime().path("Env"));
  }

  /** The environment by name; of a name that stands there twice the last one counts. */
  public Map<String, String> environment() {
    Map<String, String> all = new LinkedHashMap<>();
    for (String entry : environmentEntries()) {
      int equals = entry.indexOf('=');
      if (equals > 0) {
        all.put(entry.substring(0, equals), entry.substring(equals + 1));
      }
    }
    return all;
  }

  /** The labels by name. */
  public Map<String, String> labels() {
    Map<String, String> all = new LinkedHashMap<>();
    runtime().path("Labels").properties().forEach(e -> all.put(e.getKey(), e.getValue().asText()));
    return all;
  }

  private JsonNode runtime() {
    return document.path("config");
  }

  private static List<String> strings(JsonNode array) {
    List<String> all = new ArrayList<>();
    array.forEach(node -> all.add(node.asText()));
    return List.copyOf(all);
  }

  /** This config with layers on top and another way to start; all that is not named is kept. */
  public ImageConfig extend(ConfigChange change) {
    ObjectNode node = document.deepCopy();
    node.put("created", change.created().toString());
    ObjectNode runtime = node.withObjectProperty("config");
    runtime.put("User", change.user());
    runtime.put("WorkingDir", change.workingDirectory());
    runtime.remove("Cmd");
    runtime.remove("ArgsEscaped");
    putAll(runtime.putArray("Entrypoint"), change.entrypoint());
    putAll(runtime.putArray("Env"), mergedEnvironment(change.environment()));
    setLabels(runtime, change.labels());
    ArrayNode diffIds = (ArrayNode) node.path("rootfs").path("diff_ids");
    change.layers().forEach(layer -> diffIds.add(layer.diffId().toString()));
    setHistory(node, change);
    return new ImageConfig(node, Json.compact(node));
  }

  private List<String> mergedEnvironment(Map<String, String> added) {
    Map<String, String> merged = environment();
    merged.putAll(added);
    List<String> entries = new ArrayList<>();
    merged.forEach((name, value) -> entries.add(name + "=" + value));
    return entries;
  }

  private static void setLabels(ObjectNode runtime, Map<String, String> labels) {
    if (!labels.isEmpty()) {
      ObjectNode node =
          runtime.path("Labels").isObject()
              ? (ObjectNode) runtime.path("Labels")
              : runtime.putObject("Labels");
      labels.forEach(node::put);
    }
  }

  /** A history that does not count as many layers as there are breaks {@code docker history}. */
  private void setHistory(ObjectNode node, ConfigChange change) {
    ArrayNode history = Json.newArray();
    if (historyLayers() == diffIds().size()) {
      document.path("history").forEach(entry -> history.add(entry.<JsonNode>deepCopy()));
    } else {
      diffIds().forEach(id -> addHistory(history, change, "base layer"));
    }
    change.layers().forEach(layer -> addHistory(history, change, layer.name()));
    node.set("history", history);
  }

  private static void addHistory(ArrayNode history, ConfigChange change, String name) {
    history
        .addObject()
        .put("created", change.created().toString())
        .put("created_by", "hecktor: " + name);
  }

  private long historyLayers() {
    long count = 0;
    for (JsonNode entry : document.path("history")) {
      count += entry.path("empty_layer").asBoolean(false) ? 0 : 1;
    }
    return count;
  }

  private static void putAll(ArrayNode array, List<String> values) {
    values.forEach(array::add);
  }
}
