package io.hecktor.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.ProjectException;
import io.hecktor.goal.GpuRequest;
import io.hecktor.goal.Parallel;
import io.hecktor.goal.Sample;
import io.hecktor.goal.TestRunRequest;
import io.hecktor.verify.ExpectedUse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunOptionsTest {

  private static GpuRequest gpu(String wish, String... cdi) throws ProjectException {
    return RunOptions.gpu(wish, List.of(cdi), Path.of("/home/project"));
  }

  @Test
  void takesTheGpuWhereThereIsOne() throws ProjectException {
    assertThat(gpu(" none ").wish()).isEqualTo(GpuRequest.Wish.NONE);
    assertThat(gpu("all").wish()).isEqualTo(GpuRequest.Wish.ALL);
    assertThat(gpu("auto").cdiFolders())
        .containsExactly(Path.of("/etc/cdi"), Path.of("/var/run/cdi"));
    assertThat(gpu("auto", "cdi", "/etc/cdi ").cdiFolders())
        .containsExactly(Path.of("/home/project/cdi"), Path.of("/etc/cdi"));
  }

  @Test
  void namesTheValuesOfTheGpu() {
    assertThatThrownBy(() -> gpu("one"))
        .isInstanceOf(ProjectException.class)
        .hasMessageStartingWith("HECK-110: hecktor.gpu is `one`. The values are `auto`");
  }

  private static TestRunRequest.BatchOptions batch(String parallel, Integer sample)
      throws ProjectException {
    return RunOptions.batch(
        new RunOptions.BatchTexts("../cases", sample, "1", parallel, true, false),
        Path.of("/home/project"),
        () -> new RunOptions.Machine(8, 64L << 30));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "257", "many", "1.5"})
  void runsOneCaseAtATimeAtLeast(String parallel) {
    assertThatThrownBy(() -> batch(parallel, null))
        .isInstanceOf(ProjectException.class)
        .hasMessageStartingWith("HECK-110: hecktor.parallel is `" + parallel + "`.");
  }

  @Test
  void runsAsManyAsProcessorsAndMemoryAllow() throws ProjectException {
    assertThat(batch("auto", null).parallel()).isEqualTo(new Parallel(8, (64L << 30) * 4 / 5));
    assertThat(batch("3", null).parallel()).isEqualTo(Parallel.of(3));
  }

  @Test
  void samplesOneCaseAtLeast() throws ProjectException {
    assertThat(batch("1", 20).sample()).contains(new Sample(20, "1"));
    assertThatThrownBy(() -> batch("1", 0))
        .isInstanceOf(ProjectException.class)
        .hasMessageStartingWith("HECK-110: hecktor.sample is `0`.");
  }

  @Test
  void takesTheFolderOfCasesFromTheProjectOn() throws ProjectException {
    assertThat(batch("1", null).cases()).contains(Path.of("/home/cases"));
  }

  @Test
  void namesTheUsesOfExpectedOutputs() throws ProjectException {
    assertThat(RunOptions.of(GpuRequest.none(), false, "score", true).expected())
        .isEqualTo(ExpectedUse.SCORE);
    assertThatThrownBy(() -> RunOptions.of(GpuRequest.none(), false, "ignore", true))
        .isInstanceOf(ProjectException.class)
        .hasMessageStartingWith("HECK-110: hecktor.expected is `ignore`.");
  }
}
