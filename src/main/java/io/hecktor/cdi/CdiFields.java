package io.hecktor.cdi;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** An object of a CDI file, which knows its name in it for what there is to complain of. */
final class CdiFields {

  private final JsonNode node;
  private final String name;

  CdiFields(JsonNode node, String name) {
    this.node = node;
    this.name = name;
  }

  /** A text that must be there. */
  String text(String key) throws IOException {
    String text = optionalText(key);
    if (text.isEmpty()) {
      throw new IOException(name + " has no `" + key + "`");
    }
    return text;
  }

  /** A text, or an empty one. Numbers are texts too: YAML has no quotes around a device's name. */
  String optionalText(String key) throws IOException {
    JsonNode value = node.path(key);
    if (value.isContainerNode()) {
      throw new IOException("`" + key + "` of " + name + " is no text");
    }
    return value.isMissingNode() || value.isNull() ? "" : value.asText();
  }

  /** A path that must be there and be absolute. */
  String path(String key) throws IOException {
    return absolute(key, text(key));
  }

  /** A path, or another where there is none. */
  String pathOr(String key, String other) throws IOException {
    String text = optionalText(key);
    return text.isEmpty() ? other : absolute(key, text);
  }

  private String absolute(String key, String text) throws IOException {
    if (!text.startsWith("/") || text.indexOf('\0') >= 0) {
      throw new IOException("`" + key + "` of " + name + " is `" + text + "`, no absolute path");
    }
    return text;
  }

  /** A number from 0 on; YAML 1.2 takes {@code 0666} for a text, and it is meant to be octal. */
  OptionalInt number(String key) throws IOException {
    String text = optionalText(key);
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    try {
      boolean octal = text.length() > 1 && text.startsWith("0");
      String digits = octal ? text.replaceFirst("^0o?", "") : text;
      return OptionalInt.of(Integer.parseUnsignedInt(digits, octal ? 8 : 10));
    } catch (NumberFormatException e) {
      throw new IOException("`" + key + "` of " + name + " is `" + text + "`, no number", e);
    }
  }

  /** Texts, or none. */
  List<String> texts(String key) throws IOException {
    List<String> texts = new ArrayList<>();
    for (JsonNode value : list(key)) {
      if (!value.isValueNode() || value.isNull()) {
        throw new IOException("`" + key + "` of " + name + " holds what is no text");
      }
      texts.add(value.asText());
    }
    return texts;
  }

  /** Objects, or none. */
  List<CdiFields> objects(String key) throws IOException {
    List<CdiFields> objects = new ArrayList<>();
    for (JsonNode value : list(key)) {
      if (!value.isObject()) {
        throw new IOException("`" + key + "` of " + name + " holds what is no object");
      }
      objects.add(new CdiFields(value, "`" + key + "[" + objects.size() + "]` of " + name));
    }
    return objects;
  }

  /** An object; an empty one where there is none. */
  CdiFields object(String key) {
    return new CdiFields(node.path(key), "`" + key + "` of " + name);
  }

  private JsonNode list(String key) throws IOException {
    JsonNode value = node.path(key);
    if (!value.isMissingNode() && !value.isNull() && !value.isArray()) {
      throw new IOException("`" + key + "` of " + name + " is no list");
    }
    return value;
  }
}
