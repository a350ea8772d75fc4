package io.hecktor.goal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hecktor.oci.Json;
import io.hecktor.page.Exhibit;
import io.hecktor.picture.Picture;
import io.hecktor.picture.Plane;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What is shown of a case as a document. */
final class ExhibitJson {

  private ExhibitJson() {}

  static byte[] bytes(Exhibit exhibit) {
    ObjectNode root = Json.newObject();
    root.put("case", exhibit.caseName());
    exhibit.picture().ifPresent(picture -> picture(root.putObject("picture"), picture));
    excerpts(root.putArray("values"), exhibit.values());
    excerpts(root.putArray("logs"), exhibit.logs());
    return Json.compact(root);
  }

  private static void excerpts(ArrayNode array, List<Exhibit.Excerpt> excerpts) {
    excerpts.forEach(one -> array.addObject().put("name", one.name()).put("text", one.text()));
  }

  private static void picture(ObjectNode node, Picture picture) {
    ArrayNode views = node.putArray("views");
    picture.views().forEach(view -> view(views.addObject(), view));
    ArrayNode labels = node.putArray("labels");
    for (Picture.Label label : picture.labels()) {
      labels
          .addObject()
          .put("value", label.value())
          .put("voxels", label.voxels())
          .put("millilitres", label.millilitres());
    }
    picture.remarks().forEach(node.putArray("remarks")::add);
  }

  private static void view(ObjectNode node, Picture.View view) {
    node.put("plane", view.plane().name())
        .put("slice", view.slice())
        .put("slices", view.slices())
        .put("width", view.width())
        .put("height", view.height())
        .put("voxelWidth", view.voxelWidth())
        .put("voxelHeight", view.voxelHeight());
    ArrayNode scans = node.putArray("scans");
    for (Picture.Scan scan : view.scans()) {
      Picture.Frame frame = scan.frame();
      ObjectNode one = scans.addObject();
      one.put("modality", scan.modality().name()).put("shown", scan.shown());
      one.putArray("frame").add(frame.x()).add(frame.y()).add(frame.width()).add(frame.height());
      one.put("png", scan.png());
    }
    ArrayNode outlines = node.putArray("outlines");
    view.outlines()
        .forEach(one -> outlines.addObject().put("label", one.label()).put("path", one.path()));
  }

  /**
   * Reads the document.
   *
   * @throws IOException if the bytes are none
   */
  static Exhibit read(byte[] bytes, String name) throws IOException {
    ObjectNode root = Json.object(bytes, name);
    try {
      return new Exhibit(
          root.path("case").asText(),
          root.has("picture") ? Optional.of(picture(root.path("picture"))) : Optional.empty(),
          all(root.path("values"), ExhibitJson::excerpt),
          all(root.path("logs"), ExhibitJson::excerpt));
    } catch (IllegalArgumentException e) {
      throw new IOException(name + " is no exhibit of a case", e);
    }
  }

  private static <T> List<T> all(JsonNode array, Function<JsonNode, T> of) {
    List<T> all = new ArrayList<>();
    array.forEach(node -> all.add(of.apply(node)));
    return all;
  }

  private static Exhibit.Excerpt excerpt(JsonNode node) {
    return new Exhibit.Excerpt(node.path("name").asText(), node.path("text").asText());
  }

  private static Picture picture(JsonNode node) {
    return new Picture(
        all(node.path("views"), ExhibitJson::view),
        all(
            node.path("labels"),
            label ->
                new Picture.Label(
                    label.path("value").asInt(),
                    label.path("voxels").asLong(),
                    label.path("millilitres").asDouble())),
        all(node.path("remarks"), JsonNode::asText));
  }

  private static Picture.View view(JsonNode node) {
    return new Picture.View(
        Plane.valueOf(node.path("plane").asText()),
        node.path("slice").asInt(),
        node.path("slices").asInt(),
        node.path("width").asDouble(),
        node.path("height").asDouble(),
        all(node.path("scans"), ExhibitJson::scan),
        all(
            node.path("outlines"),
            one -> new Picture.Outline(one.path("label").asInt(), one.path("path").asText())),
        node.path("voxelWidth").asDouble(),
        node.path("voxelHeight").asDouble());
  }

  private static Picture.Scan scan(JsonNode node) {
    JsonNode frame = node.path("frame");
    return new Picture.Scan(
        Picture.Modality.valueOf(node.path("modality").asText()),
        node.path("shown").asText(),
        new Picture.Frame(
            frame.path(0).asDouble(),
            frame.path(1).asDouble(),
            frame.path(2).asDouble(),
            frame.path(3).asDouble()),
        node.path("png").asText());
  }
}
