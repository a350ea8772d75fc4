package io.hecktor.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.hecktor.ErrorCode;
import io.hecktor.challenge.OutputShape;
import io.hecktor.oci.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Judges a file that holds one JSON value. The platform parses it as Python does, turns {@code NaN}
 * and {@code Infinity} into {@code null}, and holds the value against a schema.
 */
final class JsonOutput {

  /** A bare value is a few bytes; nothing longer is read. */
  static final int MOST_BYTES = 1 << 20;

  private static final Pattern NOT_FINITE = Pattern.compile("-?(NaN|Infinity)");
  private static final Pattern LOOSE_NOT_FINITE =
      Pattern.compile("[-+]?(nan|inf|infinity|null)", Pattern.CASE_INSENSITIVE);
  private static final Pattern LOOSE_TRUTH =
      Pattern.compile("true|false|yes|no|on|off", Pattern.CASE_INSENSITIVE);

  private final OutputShape shape;
  private final Findings findings;

  JsonOutput(OutputShape shape, Findings findings) {
    this.shape = shape;
    this.findings = findings;
  }

  void judge(Path file, long bytes) throws IOException {
    if (bytes > MOST_BYTES) {
      complain(
          "is " + bytes + " bytes long",
          "A bare JSON value is a few bytes; the platform has a limit too: "
              + said("is too large"));
      return;
    }
    byte[] content = UntrustedFile.bytes(file, MOST_BYTES);
    Optional<String> text = utf8(content);
    if (text.isEmpty()) {
      complain(
          "is not UTF-8",
          "The platform decodes it as UTF-8 and says \"An unexpected error occurred\".");
    } else if (text.get().startsWith("\ufeff")) {
      complain("begins with a byte order mark", "Python's parser refuses it: " + notJson());
    } else if (text.get().isBlank()) {
      complain("is empty", "An empty file is no JSON: " + notJson());
    } else {
      parse(content, text.get().strip());
    }
  }

  private void parse(byte[] content, String text) {
    if (NOT_FINITE.matcher(text).matches() || text.equals("null")) {
      complain(
          "holds " + text,
          "The platform turns NaN and Infinity into null, and null is no "
              + kind()
              + ": "
              + schema());
      return;
    }
    if (text.indexOf('\0') >= 0) {
      complain("holds zero bytes, as UTF-16 does", notJson());
      return;
    }
    JsonNode value;
    try {
      value = Json.node(content, shape.path());
    } catch (IOException e) {
      complain("holds " + quoted(text) + ", which is no JSON", notJson() + hint(text));
      return;
    }
    judge(value, text);
  }

  private void judge(JsonNode value, String text) {
    if (shape instanceof OutputShape.FiniteNumber) {
      number(value, text);
    } else if (shape instanceof OutputShape.TrueOrFalse) {
      if (!value.isBoolean()) {
        wrongType(text);
      }
    } else if (shape instanceof OutputShape.Choice choice) {
      choice(choice, value, text);
    }
  }

  private void number(JsonNode value, String text) {
    if (!value.isNumber()) {
      wrongType(text);
    } else if (!Double.isFinite(value.doubleValue())) {
      complain(
          "holds " + quoted(text) + ", which is not finite",
          "As a 64-bit floating-point number it is infinite, and no score can be made of it.");
    }
  }

  private void choice(OutputShape.Choice choice, JsonNode value, String text) {
    if (!value.isTextual()) {
      wrongType(text);
    } else if (!choice.values().contains(value.textValue())) {
      complain(
          "holds " + quoted(text) + ", which is none of the values asked for",
          "Asked for is " + wanted() + " (" + shape.origin() + ").");
    }
  }

  private void wrongType(String text) {
    complain("holds " + quoted(text) + ", not " + wanted(), schema());
  }

  private void complain(String what, String evidence) {
    findings.violation(
        RunRule.OUTPUT,
        ErrorCode.OUTPUT_JSON,
        new Findings.Told(
            shape.path() + " " + what,
            evidence,
            "Write the bare value and nothing else, as `" + example() + "`, in UTF-8."));
  }

  private String hint(String text) {
    if (shape instanceof OutputShape.TrueOrFalse && LOOSE_TRUTH.matcher(text).matches()) {
      return " JSON knows true and false in small letters only.";
    }
    if (LOOSE_NOT_FINITE.matcher(text).matches()) {
      return " JSON has no word for numbers that are not finite.";
    }
    if (shape instanceof OutputShape.Choice && !text.startsWith("\"")) {
      return " A JSON string stands in double quotes.";
    }
    boolean commaNumber = text.matches("-?\\d+,\\d+([eE]-?\\d+)?");
    return commaNumber ? " The decimal comma comes of a locale; format with Locale.ROOT." : "";
  }

  private String notJson() {
    return said("is not valid json");
  }

  private String said(String what) {
    return "\"Output file '" + shape.path() + "' " + what + "\".";
  }

  private String schema() {
    return "The platform says: \"The output file '"
        + shape.path()
        + "' is not valid. JSON does not fulfill schema: instance is not of type '"
        + kind()
        + "'\".";
  }

  private String kind() {
    if (shape instanceof OutputShape.FiniteNumber) {
      return "number";
    }
    return shape instanceof OutputShape.TrueOrFalse ? "boolean" : "string";
  }

  private String wanted() {
    if (shape instanceof OutputShape.Choice choice) {
      return choice.values().stream()
          .map(value -> "\"" + value + "\"")
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    return shape instanceof OutputShape.FiniteNumber ? "a bare number" : "a bare true or false";
  }

  private String example() {
    if (shape instanceof OutputShape.Choice choice) {
      return "\"" + choice.values().get(0) + "\"";
    }
    return shape instanceof OutputShape.FiniteNumber ? "0.42" : "true";
  }

  private static String quoted(String text) {
    return "`" + (text.length() <= 40 ? text : text.substring(0, 37) + "...") + "`";
  }

  private static Optional<String> utf8(byte[] content) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
