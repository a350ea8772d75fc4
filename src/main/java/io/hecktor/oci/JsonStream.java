package io.hecktor.oci;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.stream.Stream;

/**
 * A document for people that is written key by key, for one too large to be held; its bytes are
 * those of {@link Json#pretty}.
 */
public final class JsonStream implements AutoCloseable {

  private final JsonGenerator generator;

  private JsonStream(JsonGenerator generator) {
    this.generator = generator;
  }

  /**
   * Begins an object.
   *
   * @param out is flushed in the end, and not closed
   */
  public static JsonStream object(OutputStream out) throws IOException {
    JsonGenerator generator = Json.indented(JsonTrees.FACTORY.createGenerator(out));
    generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    generator.writeStartObject();
    return new JsonStream(generator);
  }

  /** Writes a key. */
  public void put(String key, JsonNode value) throws IOException {
    generator.writeFieldName(key);
    JsonTrees.write(value, generator);
  }

  /** Writes a key with a list, one element after the other. */
  public void array(String key, Stream<? extends JsonNode> elements) throws IOException {
    generator.writeArrayFieldStart(key);
    for (Iterator<? extends JsonNode> left = elements.iterator(); left.hasNext(); ) {
      JsonTrees.write(left.next(), generator);
    }
    generator.writeEndArray();
  }

  /** Ends the object, and the document with a line feed. */
  @Override
  public void close() throws IOException {
    generator.writeEndObject();
    generator.writeRaw('\n');
    generator.close();
  }
}
