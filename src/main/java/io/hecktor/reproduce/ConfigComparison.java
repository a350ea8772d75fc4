package io.hecktor.reproduce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hecktor.oci.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Compares two image configs field by field; what follows from the layers is left out. */
final class ConfigComparison {

  private static final String FOLLOWS = "rootfs";

  private final List<Difference> found = new ArrayList<>();

  List<Difference> compare(String one, String other) throws IOException {
    fields(List.of("config"), parse(one), parse(other));
    return found;
  }

  private static ObjectNode parse(String json) throws IOException {
    return Json.object(json.getBytes(StandardCharsets.UTF_8), "an image config");
  }

  private void fields(List<String> place, JsonNode one, JsonNode other) {
    TreeSet<String> names = new TreeSet<>();
    one.fieldNames().forEachRemaining(names::add);
    other.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      if (place.size() == 1 && name.equals(FOLLOWS)) {
        continue;
      }
      JsonNode ours = one.path(name);
      JsonNode theirs = other.path(name);
      List<String> inner = Difference.within(place, name);
      if (ours.isObject() && theirs.isObject()) {
        fields(inner, ours, theirs);
      } else if (!ours.equals(theirs)) {
        found.add(new Difference(inner, ours + ", " + theirs, Habit.PARAMETER));
      }
    }
  }
}
