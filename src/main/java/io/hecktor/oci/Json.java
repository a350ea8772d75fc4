package io.hecktor.oci;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The one place where JSON is read and written: keys keep their order and numbers their digits, so
 * that a document that is read and written again has the same bytes wherever that happens.
 */
public final class Json {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .build();

  private Json() {}

  /**
   * Reads a document that is an object.
   *
   * @param bytes UTF-8 JSON
   * @param name what the document is, for the message
   * @throws IOException if it is no JSON, has a key twice, or is no object
   */
  public static ObjectNode object(byte[] bytes, String name) throws IOException {
    JsonNode node = node(bytes, name);
    if (!node.isObject()) {
      throw new IOException(name + " is not a JSON object");
    }
    return (ObjectNode) node;
  }

  /**
   * Reads any document.
   *
   * @throws IOException if it is no JSON or has a key twice
   */
  public static JsonNode node(byte[] bytes, String name) throws IOException {
    try {
      JsonNode node = MAPPER.readTree(bytes);
      if (node == null || node.isMissingNode()) {
        throw new IOException(name + " is empty");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new IOException(name + " is not valid JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** An empty object. */
  public static ObjectNode newObject() {
    return MAPPER.createObjectNode();
  }

  /** An empty array. */
  public static ArrayNode newArray() {
    return MAPPER.createArrayNode();
  }

  /** The document without white space, as image tools write it. */
  public static byte[] compact(JsonNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A document of maps, lists, strings, numbers and truth values without white space. */
  public static byte[] compact(Map<String, ?> document) {
    return compact(MAPPER.<JsonNode>valueToTree(document));
  }

  /** The document for people, with line feeds on every system and one at the end. */
  public static byte[] pretty(JsonNode node) {
    return (Indented.text(node) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Writes documents for people. */
  static JsonGenerator generator(OutputStream out) throws IOException {
    JsonGenerator generator = MAPPER.getFactory().createGenerator(out);
    return generator.setPrettyPrinter(Indented.printer());
  }

  private static final class Indented {

    private static final com.fasterxml.jackson.core.util.DefaultPrettyPrinter PRINTER = printer();

    private static com.fasterxml.jackson.core.util.DefaultPrettyPrinter printer() {
      var indenter = new com.fasterxml.jackson.core.util.DefaultIndenter("  ", "\n");
      var printer = new com.fasterxml.jackson.core.util.DefaultPrettyPrinter();
      printer.indentArraysWith(indenter);
      printer.indentObjectsWith(indenter);
      return printer;
    }

    private static String text(JsonNode node) {
      try {
        return MAPPER.writer(PRINTER).writeValueAsString(node);
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
