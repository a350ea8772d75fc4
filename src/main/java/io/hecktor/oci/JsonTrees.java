package io.hecktor.oci;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;

/**
 * Reads and writes Jackson's trees with its parser and generator alone. Its {@code ObjectMapper}
 * does the same, but first loads 400 classes for binding objects, which takes longer than all the
 * documents of a build.
 */
final class JsonTrees {

  static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonTrees() {}

  static ObjectNode newObject() {
    return NODES.objectNode();
  }

  static ArrayNode newArray() {
    return NODES.arrayNode();
  }

  /** The one value of a document; a missing node if it has none. */
  static JsonNode read(byte[] bytes) throws IOException {
    try (JsonParser in = FACTORY.createParser(bytes)) {
      if (in.nextToken() == null) {
        return NODES.missingNode();
      }
      JsonNode node = value(in);
      JsonToken more = in.nextToken();
      if (more != null) {
        throw new JsonParseException(in, "Trailing token (" + more + ") found after the value");
      }
      return node;
    }
  }

  /** The parser's limit on nesting is the limit of this recursion. */
  private static JsonNode value(JsonParser in) throws IOException {
    return switch (in.currentToken()) {
      case START_OBJECT -> object(in);
      case START_ARRAY -> array(in);
      case VALUE_STRING -> NODES.textNode(in.getText());
      case VALUE_NUMBER_INT -> NODES.numberNode(in.getBigIntegerValue());
      // Zeros at its end are kept: a number is written as it was read.
      case VALUE_NUMBER_FLOAT -> DecimalNode.valueOf(in.getDecimalValue());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      default -> throw new JsonParseException(in, "Unexpected " + in.currentToken());
    };
  }

  private static ObjectNode object(JsonParser in) throws IOException {
    ObjectNode node = newObject();
    for (String name; (name = in.nextFieldName()) != null; ) {
      in.nextToken();
      node.set(name, value(in));
    }
    return node;
  }

  private static ArrayNode array(JsonParser in) throws IOException {
    ArrayNode node = newArray();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      node.add(value(in));
    }
    return node;
  }

  static void write(JsonNode node, JsonGenerator out) throws IOException {
    if (node instanceof ObjectNode object) {
      out.writeStartObject();
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        out.writeFieldName(field.getKey());
        write(field.getValue(), out);
      }
      out.writeEndObject();
    } else if (node instanceof ArrayNode array) {
      out.writeStartArray();
      for (JsonNode element : array) {
        write(element, out);
      }
      out.writeEndArray();
    } else {
      writeScalar(node, out);
    }
  }

  private static void writeScalar(JsonNode node, JsonGenerator out) throws IOException {
    switch (node.getNodeType()) {
      case STRING -> out.writeString(node.textValue());
      case BOOLEAN -> out.writeBoolean(node.booleanValue());
      case NULL -> out.writeNull();
      case NUMBER -> writeNumber(node, out);
      default -> throw new IllegalArgumentException(node.getNodeType() + " is no JSON");
    }
  }

  private static void writeNumber(JsonNode node, JsonGenerator out) throws IOException {
    switch (node.numberType()) {
      case INT, LONG -> out.writeNumber(node.longValue());
      case BIG_INTEGER -> out.writeNumber(node.bigIntegerValue());
      case FLOAT -> out.writeNumber(node.floatValue());
      case DOUBLE -> out.writeNumber(node.doubleValue());
      case BIG_DECIMAL -> out.writeNumber(node.decimalValue());
    }
  }

  /** A tree of maps, lists, strings, numbers and truth values. */
  static JsonNode of(Object value) {
    if (value instanceof Map<?, ?> map) {
      ObjectNode node = newObject();
      map.forEach((name, element) -> node.set(String.valueOf(name), of(element)));
      return node;
    } else if (value instanceof Iterable<?> list) {
      ArrayNode node = newArray();
      list.forEach(element -> node.add(of(element)));
      return node;
    } else if (value instanceof Boolean truth) {
      return NODES.booleanNode(truth);
    } else if (value instanceof Integer || value instanceof Long) {
      return NODES.numberNode(((Number) value).longValue());
    } else if (value instanceof String text) {
      return NODES.textNode(text);
    }
    throw new IllegalArgumentException(value.getClass() + " has no place in a document");
  }
}
