package org.example.petct.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/**
 * Writes what the program gives for the local cases: {@code mvn test -Dtest=RegenerateExpected}.
 *
 * <p>Its name keeps it out of ordinary test runs. Look at the difference before you commit it.
 */
class RegenerateExpected {
  @Test
  void writesExpectedOutputs() throws IOException {
    for (LocalCase local : LocalCase.all()) {
      Files.createDirectories(local.expected());
      assertThat(local.run(local.expected()).err()).isEmpty();
    }
  }
}
