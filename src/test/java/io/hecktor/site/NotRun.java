package io.hecktor.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A command of the site that {@link SiteCommandsIT} does not type.
 *
 * @param command as it stands on a page
 * @param why it cannot be run there
 * @param by the test class, or the project of {@code it/}, that runs the same thing otherwise
 */
record NotRun(String command, String why, String by) {

  static List<NotRun> all() throws IOException {
    String yaml = Files.readString(Path.of("src/test/resources/io/hecktor/site/not-run.yaml"));
    List<?> entries = (List<?>) new Load(LoadSettings.builder().build()).loadFromString(yaml);
    return entries.stream().map(NotRun::of).toList();
  }

  private static NotRun of(Object entry) {
    Map<?, ?> fields = (Map<?, ?>) entry;
    return new NotRun(text(fields, "command"), text(fields, "why"), text(fields, "by"));
  }

  private static String text(Map<?, ?> fields, String key) {
    return String.valueOf(fields.get(key)).strip().replaceAll("\\s+", " ");
  }
}
