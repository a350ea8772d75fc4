package @package@;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One case as the platform lays it out: a folder for each image, and {@code ehr.json}. */
final class PatientCase {

  private final Path input;
  private final Map<String, MetaImage> images = new HashMap<>();

  PatientCase(Path input) {
    this.input = input;
  }

  /**
   * An image that the prediction cannot do without.
   *
   * @param folder such as {@code images/ct}: Hounsfield units
   */
  MetaImage image(String folder) throws IOException {
    return find(folder)
        .orElseThrow(() -> new IOException("The case has no .mha image in " + folder + "."));
  }

  /**
   * An image that a case may lack. The file's name is the platform's choice.
   *
   * @param folder such as {@code images/pet}: SUV, on another grid than the CT
   */
  Optional<MetaImage> find(String folder) throws IOException {
    if (!images.containsKey(folder) && Files.isDirectory(input.resolve(folder))) {
      try (Stream<Path> files = Files.list(input.resolve(folder))) {
        List<Path> found = files.filter(file -> file.toString().endsWith(".mha")).sorted().toList();
        if (!found.isEmpty()) {
          images.put(folder, MetaImage.read(found.get(0)));
        }
      }
    }
    return Optional.ofNullable(images.get(folder));
  }

  /**
   * A number of the health record, such as {@code Age}; empty where it is missing, null or no number,
   * as any of them may be.
   */
  Optional<Double> number(String key) throws IOException {
    try {
      return record(key).map(JsonElement::getAsDouble).filter(Double::isFinite);
    } catch (NumberFormatException | UnsupportedOperationException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  /** A text of the health record, such as {@code M-stage}; empty where it is missing or null. */
  Optional<String> text(String key) throws IOException {
    return record(key).filter(JsonElement::isJsonPrimitive).map(JsonElement::getAsString);
  }

  private Optional<JsonElement> record(String key) throws IOException {
    Path file = input.resolve("ehr.json");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      JsonElement all = JsonParser.parseString(Files.readString(file));
      return all.isJsonObject()
          ? Optional.ofNullable(all.getAsJsonObject().get(key)).filter(value -> !value.isJsonNull())
          : Optional.empty();
    } catch (JsonParseException e) {
      throw new IOException("The case's ehr.json is no JSON.", e);
    }
  }
}
