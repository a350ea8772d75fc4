package org.example.petct.clinical;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.example.petct.InferenceException;

/**
 * The contents of {@code ehr.json}. Any key may be absent, null, {@code NaN}, or hold what means
 * nothing here; one such case must not stop a whole submission, so all these count as missing.
 */
public record HealthRecord(JsonObject values) {

  /**
   * Reads the file.
   *
   * @throws InferenceException if it is not there or is no JSON object
   */
  public static HealthRecord read(Path file) throws InferenceException {
    return new HealthRecord(JsonFile.lenient(file));
  }

  /** The number under a key, such as {@code 63} or {@code "63"}. */
  public OptionalDouble number(String key) {
    return category(key).map(HealthRecord::parsed).orElse(OptionalDouble.empty());
  }

  /**
   * The value under a key as a word: {@code 1}, {@code 1.0}, {@code "1"} and {@code true} are all
   * {@code 1}, and {@code " m0 "} is {@code M0}.
   */
  public Optional<String> category(String key) {
    JsonElement value = values.get(key);
    if (value == null || !value.isJsonPrimitive()) {
      return Optional.empty();
    }
    JsonPrimitive primitive = value.getAsJsonPrimitive();
    if (primitive.isBoolean()) {
      return Optional.of(primitive.getAsBoolean() ? "1" : "0");
    }
    String text = primitive.getAsString().strip().toUpperCase(Locale.ROOT);
    return text.isEmpty() || text.equals("NAN") ? Optional.empty() : Optional.of(plain(text));
  }

  private static String plain(String text) {
    OptionalDouble number = parsed(text);
    if (number.isEmpty() || number.getAsDouble() != Math.rint(number.getAsDouble())) {
      return text;
    }
    return Long.toString((long) number.getAsDouble());
  }

  private static OptionalDouble parsed(String text) {
    try {
      double number = Double.parseDouble(text);
      return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }
}
