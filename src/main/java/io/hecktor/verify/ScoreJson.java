package io.hecktor.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hecktor.oci.Json;
import java.util.ArrayList;
import java.util.List;

/** Scores as a document. */
final class ScoreJson {

  private static final String OVERLAP = "dice";
  private static final String VALUE = "value";
  private static final String SURVIVAL = "survival";
  private static final String FLAG = "flag";
  private static final String MATCH = "match";

  private ScoreJson() {}

  static ArrayNode nodes(List<Score> scores) {
    ArrayNode all = Json.newArray();
    for (Score score : scores) {
      put(all.addObject().put("path", score.path()), score);
    }
    return all;
  }

  private static void put(ObjectNode node, Score score) {
    if (score instanceof Score.Overlap one) {
      node.put("kind", OVERLAP).put("label", one.label());
      node.put("expected", one.expected()).put("actual", one.actual()).put("both", one.both());
    } else if (score instanceof Score.Value one) {
      node.put("kind", VALUE).put("expected", one.expected()).put("actual", one.actual());
    } else if (score instanceof Score.Survival one) {
      node.put("kind", SURVIVAL).put("time", one.time());
      node.put("event", one.event()).put("actual", one.risk());
    } else if (score instanceof Score.Flag one) {
      node.put("kind", FLAG).put("expected", one.expected()).put("actual", one.actual());
    } else if (score instanceof Score.Match one) {
      node.put("kind", MATCH).put("same", one.same());
    }
  }

  static List<Score> scores(JsonNode nodes) {
    List<Score> all = new ArrayList<>();
    nodes.forEach(node -> all.add(score(node)));
    return all;
  }

  private static Score score(JsonNode node) {
    String path = CaseRecordJson.text(node, "path");
    double actual = node.path("actual").doubleValue();
    return switch (CaseRecordJson.text(node, "kind")) {
      case OVERLAP ->
          new Score.Overlap(
              path,
              (int) CaseRecordJson.number(node, "label"),
              CaseRecordJson.number(node, "expected"),
              CaseRecordJson.number(node, "actual"),
              CaseRecordJson.number(node, "both"));
      case VALUE -> new Score.Value(path, node.path("expected").doubleValue(), actual);
      case SURVIVAL ->
          new Score.Survival(
              path, node.path("time").doubleValue(), node.path("event").booleanValue(), actual);
      case FLAG -> new Score.Flag(path, node.path("expected").booleanValue(), actual);
      case MATCH -> new Score.Match(path, node.path("same").booleanValue());
      default -> throw new IllegalArgumentException("a score of an unknown kind");
    };
  }
}
