package org.example.hecktor;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A JSON object in a file; what is missing or of another type is told by its place.
 *
 * @param where the place within the file, such as {@code terms[2].}; empty at the top
 */
record JsonSection(Path file, String where, JsonObject object) {

  /** Reads a model file, which must be JSON to the letter. */
  static JsonSection read(Path file) throws InferenceException {
    return read(file, Strictness.STRICT);
  }

  /** Reads a health record, in which {@code NaN} may stand where a value is missing. */
  static JsonSection readLenient(Path file) throws InferenceException {
    return read(file, Strictness.LENIENT);
  }

  private static JsonSection read(Path file, Strictness strictness) throws InferenceException {
    try (BufferedReader text = Files.newBufferedReader(file)) {
      JsonReader json = new JsonReader(text);
      json.setStrictness(strictness);
      JsonElement element = JsonParser.parseReader(json);
      if (element.isJsonObject() && json.peek() == JsonToken.END_DOCUMENT) {
        return new JsonSection(file, "", element.getAsJsonObject());
      }
      throw new InferenceException(file, "is not one JSON object", "Write it as {…}");
    } catch (JsonParseException | MalformedJsonException | EOFException e) {
      throw new InferenceException(file, "is not valid JSON", "Correct the file", e);
    } catch (IOException e) {
      throw new InferenceException(
          file,
          "cannot be read (" + e.getClass().getSimpleName() + ")",
          "Check that the file is there, readable and UTF-8",
          e);
    }
  }

  JsonSection section(String name) throws InferenceException {
    return section(object.get(name), name);
  }

  List<JsonSection> sections(String name) throws InferenceException {
    JsonElement list = object.get(name);
    if (list == null || !list.isJsonArray()) {
      throw wrong(name, "a list");
    }
    List<JsonSection> sections = new ArrayList<>();
    for (JsonElement element : list.getAsJsonArray()) {
      sections.add(section(element, name + "[" + sections.size() + "]"));
    }
    return sections;
  }

  String text(String name) throws InferenceException {
    return primitive(name)
        .filter(JsonPrimitive::isString)
        .map(JsonPrimitive::getAsString)
        .orElseThrow(() -> wrong(name, "a text"));
  }

  double number(String name) throws InferenceException {
    return primitive(name)
        .filter(JsonPrimitive::isNumber)
        .map(JsonPrimitive::getAsDouble)
        .filter(Double::isFinite)
        .orElseThrow(() -> wrong(name, "a finite number"));
  }

  double numberBetween(String name, double least, double most) throws InferenceException {
    double number = number(name);
    if (number < least || number > most) {
      throw wrong(name, "from " + least + " to " + most);
    }
    return number;
  }

  /** The text, number or truth value under a name; empty if absent, null, a list or an object. */
  Optional<JsonPrimitive> primitive(String name) {
    return Optional.ofNullable(object.get(name))
        .filter(JsonElement::isJsonPrimitive)
        .map(JsonElement::getAsJsonPrimitive);
  }

  InferenceException wrong(String name, String expected) {
    return new InferenceException(
        file, "has no usable `" + where + name + "`", "It must be " + expected);
  }

  private JsonSection section(JsonElement element, String name) throws InferenceException {
    if (element == null || !element.isJsonObject()) {
      throw wrong(name, "an object");
    }
    return new JsonSection(file, where + name + ".", element.getAsJsonObject());
  }
}
