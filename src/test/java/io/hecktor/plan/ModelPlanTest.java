package io.hecktor.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.ProjectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelPlanTest {

  private static final Instant TIME = Instant.ofEpochSecond(1);

  @TempDir Path folder;

  @Test
  void namesFilesRelativeToTheFolder() throws Exception {
    Files.createDirectories(folder.resolve("fold0"));
    Files.writeString(folder.resolve("fold0/weights.bin"), "12345");
    Files.writeString(folder.resolve("config.json"), "{}");
    LayerPlan plan = ModelPlan.of(folder, TIME);
    assertThat(plan.entries().stream().map(entry -> entry.path().toString()))
        .containsExactly("/config.json", "/fold0", "/fold0/weights.bin");
    assertThat(plan.contentBytes()).isEqualTo(7);
    assertThat(plan.time()).isEqualTo(TIME);
  }

  @Test
  void refusesAnEmptyFolder() {
    assertThatThrownBy(() -> ModelPlan.of(folder, TIME)).isInstanceOf(ProjectException.class);
  }
}
