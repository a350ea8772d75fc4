package io.hecktor.goal;

import com.fasterxml.jackson.databind.JsonNode;
import io.hecktor.ByteSize;
import io.hecktor.page.ImageFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a page tells of an image, out of {@code image.json} and the bill of materials. */
final class ImageFile {

  private static final int MOST_SAVINGS = 5;

  private ImageFile() {}

  /** The facts; empty where there is no such document. */
  static Optional<ImageFacts> facts(JsonNode image, JsonNode bill) {
    if (!image.isObject()) {
      return Optional.empty();
    }
    JsonNode inputs = image.path("inputs");
    return Optional.of(
        new ImageFacts(
            image.path("image").asText(),
            new ImageFacts.Origin(
                image.path("profile").asText(),
                inputs.path("base").path("reference").asText(),
                inputs.path("base").path("pinned").asText(),
                inputs.path("java").asText()),
            image.path("archiveLimit").asLong(),
            layers(image.path("layers")),
            files(image.path("largestFiles")),
            remarks(image),
            bill.isObject() ? Optional.of(bill(bill)) : Optional.empty()));
  }

  private static List<ImageFacts.LayerSize> layers(JsonNode array) {
    List<ImageFacts.LayerSize> layers = new ArrayList<>();
    for (JsonNode one : array) {
      layers.add(
          new ImageFacts.LayerSize(
              one.path("name").asText(),
              one.path("digest").asText(),
              one.path("size").asLong(),
              one.path("uncompressedSize").asLong()));
    }
    return layers;
  }

  private static List<ImageFacts.FileSize> files(JsonNode array) {
    List<ImageFacts.FileSize> files = new ArrayList<>();
    for (JsonNode one : array) {
      files.add(
          new ImageFacts.FileSize(
              one.path("path").asText(), one.path("layer").asText(), one.path("size").asLong()));
    }
    return files;
  }

  private static List<ImageFacts.Remark> remarks(JsonNode image) {
    List<ImageFacts.Remark> remarks = new ArrayList<>();
    for (JsonNode one : image.path("gpu").path("findings")) {
      remarks.add(
          new ImageFacts.Remark(
              one.path("what").asText(), one.path("why").asText(), one.path("fix").asText()));
    }
    for (JsonNode one : image.path("savings")) {
      if (remarks.size() >= MOST_SAVINGS) {
        break;
      }
      remarks.add(
          new ImageFacts.Remark(
              "The image could do without "
                  + ByteSize.format(one.path("bytes").asLong())
                  + ": "
                  + one.path("what").asText()
                  + ".",
              "",
              one.path("fix").asText()));
    }
    return remarks;
  }

  private static ImageFacts.Bill bill(JsonNode bill) {
    Map<String, Integer> components = new TreeMap<>();
    Map<String, Integer> licences = new TreeMap<>();
    count(bill.path("components"), components, licences);
    return new ImageFacts.Bill(components, licences);
  }

  private static void count(
      JsonNode array, Map<String, Integer> components, Map<String, Integer> licences) {
    for (JsonNode one : array) {
      components.merge(one.path("type").asText(), 1, Integer::sum);
      for (JsonNode choice : one.path("licenses")) {
        JsonNode licence = choice.path("license");
        String name =
            choice.has("expression")
                ? choice.path("expression").asText()
                : licence.path("id").asText(licence.path("name").asText());
        licences.merge(name, 1, Integer::sum);
      }
      count(one.path("components"), components, licences);
    }
  }
}
