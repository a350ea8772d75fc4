package io.hecktor.goal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.EnvironmentException;
import io.hecktor.HecktorException;
import io.hecktor.scaffold.Coordinates;
import io.hecktor.scaffold.ScaffoldRequest;
import io.hecktor.testing.RecordingProgress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitGoalTest {

  @TempDir Path folder;

  private final RecordingProgress progress = new RecordingProgress();

  private List<String> run(Path where) throws HecktorException {
    new InitGoal(progress)
        .run(
            new ScaffoldRequest(
                where,
                Optional.empty(),
                List.of("task2"),
                new Coordinates("org.example", "mine", "org.example"),
                Set.of(),
                "1.0"));
    return progress.stages;
  }

  @Test
  void tellsWhatItWroteAndTheNextCommand() throws Exception {
    assertThat(run(folder))
        .contains("Wrote 18 files for hecktor2025: task2", "  Task2/resources/rule.properties")
        .contains("  mvn -B verify -Dhecktor.base=host")
        .doesNotContain("Left alone, as it is there:");
  }

  @Test
  void tellsTheSecondTimeThatNothingIsMissing() throws Exception {
    run(folder);
    progress.stages.clear();

    assertThat(run(folder))
        .startsWith("Nothing is missing for hecktor2025: task2", "Left alone, as it is there:")
        .contains("  pom.xml", "  .gitignore", "  mvn -B verify -Dhecktor.base=host");
  }

  @Test
  void printsThePluginForAPomThatLacksIt() throws Exception {
    Files.writeString(folder.resolve("pom.xml"), "<project/>");

    assertThat(run(folder))
        .contains("The pom.xml that is there is left alone. Add to its <build><plugins>:")
        .contains("          <profile>hecktor2025</profile>")
        .doesNotContain("  mvn -B verify -Dhecktor.base=host");
  }

  @Test
  void saysWhereAProjectCannotBe() {
    assertThatThrownBy(() -> run(folder.resolve("missing")))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("HECK-132: The folder `missing` cannot be written to.");
  }
}
