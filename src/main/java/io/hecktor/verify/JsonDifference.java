package io.hecktor.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Optional;
import java.util.TreeSet;

/** Compares JSON by value: order of keys and spelling of numbers do not count. */
final class JsonDifference {

  /** Two numbers are the same within this part of the larger one: processors and GPUs differ so. */
  static final double RELATIVE = 1e-4;

  /** Numbers closer than this are the same, however small they are. */
  static final double ABSOLUTE = 1e-6;

  private JsonDifference() {}

  /** The first difference, in words. */
  static Optional<String> between(JsonNode expected, JsonNode actual) {
    return between("the value", expected, actual);
  }

  private static Optional<String> between(String at, JsonNode expected, JsonNode actual) {
    if (expected.isNumber() && actual.isNumber()) {
      return same(expected.doubleValue(), actual.doubleValue())
          ? Optional.empty()
          : Optional.of(
              words(at, expected, actual)
                  + " (tolerated: "
                  + RELATIVE
                  + " of the value or "
                  + ABSOLUTE
                  + ")");
    }
    if (expected.isObject() && actual.isObject()) {
      return objects(at, expected, actual);
    }
    if (expected.isArray() && actual.isArray()) {
      return arrays(at, expected, actual);
    }
    return expected.equals(actual) ? Optional.empty() : Optional.of(words(at, expected, actual));
  }

  private static boolean same(double a, double b) {
    return Double.compare(a, b) == 0
        || Math.abs(a - b) <= ABSOLUTE + RELATIVE * Math.max(Math.abs(a), Math.abs(b));
  }

  private static Optional<String> objects(String at, JsonNode expected, JsonNode actual) {
    TreeSet<String> keys = new TreeSet<>();
    expected.fieldNames().forEachRemaining(keys::add);
    actual.fieldNames().forEachRemaining(keys::add);
    for (String key : keys) {
      String here = "`" + key + "` in " + at;
      if (!expected.has(key) || !actual.has(key)) {
        return Optional.of(here + (actual.has(key) ? " is new" : " is missing"));
      }
      Optional<String> difference = between(here, expected.path(key), actual.path(key));
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> arrays(String at, JsonNode expected, JsonNode actual) {
    if (expected.size() != actual.size()) {
      return Optional.of(
          at + " has " + actual.size() + " elements, expected are " + expected.size());
    }
    Iterator<JsonNode> wanted = expected.elements();
    int index = 0;
    for (JsonNode found : actual) {
      Optional<String> difference = between("[" + index++ + "] of " + at, wanted.next(), found);
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  private static String words(String at, JsonNode expected, JsonNode actual) {
    return at
        + " is "
        + Printable.line(actual.toString(), 80)
        + ", expected is "
        + Printable.line(expected.toString(), 80);
  }
}
