package io.hecktor.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hecktor.testing.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelTest {

  @TempDir Path folder;

  private static String ptx() throws IOException {
    return new String(Main.ptx(), StandardCharsets.UTF_8);
  }

  @Test
  void hasAsManyFmasInItsLoopAsAreCounted() throws IOException {
    String text = ptx();
    String loop = text.substring(text.indexOf("round:"), text.indexOf("bra round"));

    assertThat(loop.split("fma\\.rn\\.f32", -1)).hasSize(Benchmark.FMAS_PER_ROUND + 1);
    assertThat(text.split("fma\\.", -1)).hasSize(Benchmark.FMAS_PER_ROUND + 1);
  }

  @Test
  void waitsForEachSumAsSeldomAsItHasSums() throws IOException {
    List<String> sums =
        Pattern.compile("fma\\.rn\\.f32 (\\w+),\\1,m,c;")
            .matcher(ptx())
            .results()
            .map((MatchResult one) -> one.group(1))
            .toList();

    assertThat(sums).hasSize(Benchmark.FMAS_PER_ROUND);
    for (int i = 0; i + 8 <= sums.size(); i++) {
      assertThat(sums.subList(i, i + 8)).doesNotHaveDuplicates();
    }
  }

  @Test
  void countsOperationsAsThePtxHasThem() throws IOException {
    long inLoop = ptx().split("fma\\.rn\\.f32", -1).length - 1L;
    long threads = 40L * Benchmark.BLOCKS_PER_MULTIPROCESSOR * Benchmark.THREADS;

    assertThat(Benchmark.flops(40)).isEqualTo(2.0 * inLoop * Benchmark.ROUNDS * threads);
    assertThat(ptx()).contains(".maxntid " + Benchmark.THREADS + ", 1, 1");
    assertThat(ptx()).contains(".entry " + Benchmark.KERNEL + "(");
    assertThat(Benchmark.FMAS_PER_ROUND * Benchmark.ROUNDS).isLessThan(1 << 24);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sm_75", "sm_80", "sm_90"})
  void assembles(String architecture) throws Exception {
    Path ptxas =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
            .map(place -> Path.of(place, "ptxas"))
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);
    assumeTrue(ptxas != null, "`ptxas` is missing; it comes with CUDA's own compiler.");
    Path source = Files.write(folder.resolve("kernel.ptx"), Main.ptx());
    Path cubin = folder.resolve("kernel.cubin");
    Command.of(ptxas).with("-arch=" + architecture, source, "-o", cubin).succeed();

    assertThat(cubin).isNotEmptyFile();
  }
}
