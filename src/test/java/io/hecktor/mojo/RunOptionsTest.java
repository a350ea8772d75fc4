package io.hecktor.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.ProjectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunOptionsTest {

  @ParameterizedTest
  @ValueSource(strings = {"auto", "none", " none "})
  void runsWithoutAGpu(String gpu) throws ProjectException {
    assertThat(RunOptions.of(gpu, 3, true).parallel()).isEqualTo(3);
  }

  @Test
  void saysThatThisVersionShowsNoGpu() {
    assertThatThrownBy(() -> RunOptions.of("all", 1, false))
        .isInstanceOf(ProjectException.class)
        .hasMessageStartingWith("hecktor.gpu is `all`. This version's test run shows");
  }

  @Test
  void namesTheValuesOfTheGpu() {
    assertThatThrownBy(() -> RunOptions.of("one", 1, false))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("The values are `auto` and `none`");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 257})
  void runsOneCaseAtATimeAtLeast(int parallel) {
    assertThatThrownBy(() -> RunOptions.of("auto", parallel, false))
        .isInstanceOf(ProjectException.class)
        .hasMessageStartingWith("hecktor.parallel is `" + parallel + "`.");
  }
}
