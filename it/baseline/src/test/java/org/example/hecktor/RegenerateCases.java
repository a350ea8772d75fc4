package org.example.hecktor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Writes the local cases anew: {@code mvn test -Dtest=RegenerateCases}, from the project's folder.
 *
 * <p>Its name keeps it out of ordinary test runs. The outputs written are what the program gives
 * now: look at the difference before you commit it.
 */
class RegenerateCases {
  @Test
  void writesInputsAndExpectedOutputs() throws IOException {
    for (Map.Entry<String, byte[]> file : SyntheticCases.files().entrySet()) {
      Path path = Path.of(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    for (LocalCase local : LocalCase.all()) {
      Files.createDirectories(local.expected());
      assertThat(local.run(local.expected()).err()).isEmpty();
    }
  }
}
