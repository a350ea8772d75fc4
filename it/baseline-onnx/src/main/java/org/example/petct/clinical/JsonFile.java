package org.example.petct.clinical;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.example.petct.InferenceException;

/** Reads JSON files. */
public final class JsonFile {
  private JsonFile() {}

  /**
   * Reads a file of the program's own into a record; records check themselves.
   *
   * @throws InferenceException if it is not there, is no JSON, or the record refuses it
   */
  public static <T> T read(Path file, Class<T> type) throws InferenceException {
    try {
      return new Gson().fromJson(lenient(file), type);
    } catch (RuntimeException e) {
      // Gson wraps what a record's constructor throws in a bare RuntimeException.
      throw new InferenceException(
          file,
          "is no usable " + type.getSimpleName(),
          "Take it from the folder that the network came from",
          e);
    }
  }

  /** Reads an object, in which {@code NaN} may stand for a number. */
  static JsonObject lenient(Path file) throws InferenceException {
    try (Reader text = Files.newBufferedReader(file)) {
      JsonElement element = JsonParser.parseReader(text);
      if (element.isJsonObject()) {
        return element.getAsJsonObject();
      }
      throw new InferenceException(file, "is not one JSON object", "Write it as {…}");
    } catch (JsonParseException e) {
      throw new InferenceException(file, "is not valid JSON", "Correct the file", e);
    } catch (IOException e) {
      throw new InferenceException(
          file,
          "cannot be read (" + e.getClass().getSimpleName() + ")",
          "Check that the file is there, readable and UTF-8",
          e);
    }
  }
}
