package org.example.hecktor2026;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.example.petct.InferenceException;
import org.example.petct.clinical.JsonFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurvivalTest {
  @TempDir Path folder;

  @Test
  void aHigherHazardMeansFewerDays() {
    Survival survival = new Survival(Math.log(1000), 0.5);

    assertThat(survival.days(0)).isCloseTo(1000, Offset.offset(1e-6));
    assertThat(survival.days(2)).isCloseTo(1000 / Math.E, Offset.offset(1e-6));
  }

  @Test
  void noHazardLeavesTheDaysOfALife() {
    Survival survival = new Survival(7, 1);

    assertThat(survival.days(1e6)).isEqualTo(1);
    assertThat(survival.days(-1e6)).isEqualTo(36_500);
  }

  @Test
  void refusesALineThatRises() throws Exception {
    Path file =
        Files.writeString(folder.resolve("survival.json"), "{\"logDays\": 7, \"slope\": -1}");

    assertThatThrownBy(() -> JsonFile.read(file, Survival.class))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("survival.json` is no usable Survival");
  }
}
