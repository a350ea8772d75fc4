package org.example.hecktor2026;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Writes what the program gives for the local cases: {@code mvn test -Dtest=RegenerateExpected}.
 */
class RegenerateExpected {
  @Test
  void writesExpectedOutputs() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("Task/test/cases"))) {
      List<Path> folders = Stream.concat(Stream.of(Path.of("Task/test")), files).toList();
      for (Path folder : folders) {
        Path expected = Files.createDirectories(folder.resolve("expected"));
        Map<String, String> environment =
            Map.of(
                "HECKTOR_INPUT", folder.resolve("input").toString(),
                "HECKTOR_OUTPUT", expected.toString(),
                "HECKTOR_MODEL", "Task/model");
        assertThat(Main.PROGRAM.run(environment, System.out, System.err)).isZero();
      }
    }
  }
}
