package @package@;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** The placeholder's numbers, by name. */
record Rule(Map<String, String> values) {

  /** Reads {@code rule.properties} of the task's folder of model files. */
  static Rule read(Path folder) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(folder.resolve("rule.properties"))) {
      properties.load(reader);
    }
    return new Rule(
        properties.stringPropertyNames().stream()
            .collect(Collectors.toMap(name -> name, properties::getProperty)));
  }

  double number(String name) throws IOException {
    return numbers(name).get(0);
  }

  /** Numbers with commas between. */
  List<Double> numbers(String name) throws IOException {
    String text = values.getOrDefault(name, "");
    try {
      return Arrays.stream(text.split(",")).map(String::trim).map(Double::valueOf).toList();
    } catch (NumberFormatException e) {
      throw new IOException("rule.properties has `" + text + "` for " + name + ".", e);
    }
  }
}
