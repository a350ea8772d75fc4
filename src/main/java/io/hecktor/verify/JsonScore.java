package io.hecktor.verify;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads off two JSON documents how far they agree. */
final class JsonScore {

  private JsonScore() {}

  static Score of(String path, JsonNode expected, JsonNode actual) {
    if (isOutcome(expected) && actual.isNumber()) {
      return new Score.Survival(
          path,
          expected.get("time").doubleValue(),
          happened(expected.get("event")),
          actual.doubleValue());
    } else if (expected.isNumber() && actual.isNumber()) {
      return new Score.Value(path, expected.doubleValue(), actual.doubleValue());
    } else if (expected.isBoolean() && (actual.isBoolean() || actual.isNumber())) {
      double said = actual.isNumber() ? actual.doubleValue() : actual.booleanValue() ? 1 : 0;
      return new Score.Flag(path, expected.booleanValue(), said);
    }
    return new Score.Match(path, JsonDifference.between(expected, actual).isEmpty());
  }

  private static boolean isOutcome(JsonNode node) {
    return node.isObject()
        && node.path("time").isNumber()
        && (node.path("event").isBoolean() || node.path("event").isNumber());
  }

  private static boolean happened(JsonNode event) {
    return event.isBoolean() ? event.booleanValue() : event.doubleValue() != 0;
  }
}
