package io.hecktor.cdi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hecktor.oci.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads one CDI file, JSON or YAML by its name; keys that it does not know are passed over. */
final class CdiReader {

  /** The toolkit's own have some ten kilobytes. */
  private static final long MOST_BYTES = 4L << 20;

  private CdiReader() {}

  /** Whether a file is one, by its name. */
  static boolean isNamedSo(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".json") || name.endsWith(".yaml") || name.endsWith(".yml");
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read, or is no CDI file; the message says why
   */
  static CdiSpec read(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException("it has more than " + MOST_BYTES + " bytes");
    }
    byte[] bytes = Files.readAllBytes(file);
    String name = String.valueOf(file.getFileName());
    ObjectNode root = name.endsWith(".json") ? Json.object(bytes, "it") : yaml(bytes);
    CdiFields fields = new CdiFields(root, "it");
    String kind = fields.text("kind");
    if (!kind.matches("[^/\\s]+/[^/\\s]+")) {
      throw new IOException("its `kind` is `" + kind + "`, not a vendor, a slash and a class");
    }
    List<CdiDevice> devices = new ArrayList<>();
    for (CdiFields device : fields.objects("devices")) {
      devices.add(new CdiDevice(device.text("name"), edits(device.object("containerEdits"))));
    }
    return new CdiSpec(
        file, fields.text("cdiVersion"), kind, devices, edits(fields.object("containerEdits")));
  }

  private static ObjectNode yaml(byte[] bytes) throws IOException {
    try {
      Object root =
          new Load(LoadSettings.builder().build())
              .loadFromString(new String(bytes, StandardCharsets.UTF_8));
      if (root instanceof Map<?, ?> map) {
        return Json.object(Json.compact(plain(map)), "it");
      }
    } catch (YamlEngineException e) {
      String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new IOException("it is no YAML: " + first, e);
    }
    throw new IOException("it is no mapping of keys to values");
  }

  /** The mapping of texts, numbers, truth values and lists; a key without a value is left out. */
  private static Map<String, Object> plain(Map<?, ?> map) {
    Map<String, Object> plain = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          if (value != null) {
            plain.put(String.valueOf(key), plain(value));
          }
        });
    return plain;
  }

  private static Object plain(Object value) {
    if (value instanceof Map<?, ?> map) {
      return plain(map);
    } else if (value instanceof List<?> list) {
      List<Object> plain = new ArrayList<>();
      list.forEach(element -> plain.add(element == null ? "" : plain(element)));
      return plain;
    }
    return value instanceof Integer || value instanceof Long || value instanceof Boolean
        ? value
        : String.valueOf(value);
  }

  private static ContainerEdits edits(CdiFields fields) throws IOException {
    List<DeviceNode> nodes = new ArrayList<>();
    for (CdiFields node : fields.objects("deviceNodes")) {
      nodes.add(node(node));
    }
    List<CdiMount> mounts = new ArrayList<>();
    for (CdiFields mount : fields.objects("mounts")) {
      mounts.add(
          new CdiMount(
              mount.optionalText("hostPath"),
              mount.path("containerPath"),
              mount.texts("options"),
              mount.optionalText("type")));
    }
    List<CdiHook> hooks = new ArrayList<>();
    for (CdiFields hook : fields.objects("hooks")) {
      OptionalInt timeout = hook.number("timeout");
      hooks.add(
          new CdiHook(
              hook.text("hookName"),
              hook.path("path"),
              hook.texts("args"),
              hook.texts("env"),
              timeout.isPresent()
                  ? Optional.of(Duration.ofSeconds(timeout.getAsInt()))
                  : Optional.empty()));
    }
    return new ContainerEdits(
        environment(fields), nodes, mounts, hooks, groups(fields.texts("additionalGids")));
  }

  private static List<String> environment(CdiFields fields) throws IOException {
    List<String> environment = fields.texts("env");
    for (String variable : environment) {
      if (variable.indexOf('=') < 1) {
        throw new IOException("its `env` holds `" + variable + "`, which sets no variable");
      }
    }
    return environment;
  }

  private static List<Integer> groups(List<String> texts) throws IOException {
    List<Integer> groups = new ArrayList<>();
    for (String text : texts) {
      if (!text.matches("\\d{1,9}")) {
        throw new IOException("its `additionalGids` hold `" + text + "`, which is no number");
      }
      groups.add(Integer.valueOf(text));
    }
    return groups;
  }

  private static DeviceNode node(CdiFields fields) throws IOException {
    String path = fields.path("path");
    OptionalInt major = fields.number("major");
    OptionalInt minor = fields.number("minor");
    String type = fields.optionalText("type");
    Optional<DeviceNode.Numbers> number =
        major.isPresent() && minor.isPresent()
            ? Optional.of(
                new DeviceNode.Numbers(
                    type.isEmpty() ? "c" : type, major.getAsInt(), minor.getAsInt()))
            : Optional.empty();
    String permissions = fields.optionalText("permissions");
    return new DeviceNode(
        path,
        fields.pathOr("hostPath", path),
        number,
        new DeviceNode.Access(
            permissions.isEmpty() ? "rw" : permissions,
            fields.number("fileMode"),
            fields.number("uid"),
            fields.number("gid")));
  }
}
