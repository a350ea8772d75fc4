package io.hecktor.oci;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The one place where JSON is read and written: keys keep their order and numbers their digits, so
 * that a document that is read and written again has the same bytes wherever that happens.
 */
public final class Json {

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
      JsonNode node = JsonTrees.read(bytes);
      if (node.isMissingNode()) {
        throw new IOException(name + " is empty");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new IOException(name + " is not valid JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** An empty object. */
  public static ObjectNode newObject() {
    return JsonTrees.newObject();
  }

  /** An empty array. */
  public static ArrayNode newArray() {
    return JsonTrees.newArray();
  }

  /** The document without white space, as image tools write it. */
  public static byte[] compact(JsonNode node) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = JsonTrees.FACTORY.createGenerator(bytes)) {
      JsonTrees.write(node, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** A document of maps, lists, strings, numbers and truth values without white space. */
  public static byte[] compact(Map<String, ?> document) {
    return compact(JsonTrees.of(document));
  }

  /** The document for people, with line feeds on every system and one at the end. */
  public static byte[] pretty(JsonNode node) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = indented(JsonTrees.FACTORY.createGenerator(text))) {
      JsonTrees.write(node, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return (text + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Writes for people. */
  static JsonGenerator indented(JsonGenerator out) {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentArraysWith(indenter);
    printer.indentObjectsWith(indenter);
    return out.setPrettyPrinter(printer);
  }
}
