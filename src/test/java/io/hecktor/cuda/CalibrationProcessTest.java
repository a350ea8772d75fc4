package io.hecktor.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hecktor.testing.StandInDriver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On a stand-in for the driver; no GPU was at hand. */
class CalibrationProcessTest {

  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  @TempDir Path folder;

  private Calibration run(Duration limit, String library) throws IOException {
    Path own = Files.createDirectories(folder.resolve("process"));
    return new CalibrationProcess(JAVA, limit).run(library, own);
  }

  private Calibration run(String... definitions) throws Exception {
    Path library = StandInDriver.compile(folder, 13.2, 800, definitions);
    return run(Duration.ofMinutes(2), library.toString());
  }

  private Calibration.Measured measured(String... definitions) throws Exception {
    Calibration result = run(definitions);
    assertThat(result).isInstanceOf(Calibration.Measured.class);
    return (Calibration.Measured) result;
  }

  @Test
  void tellsTheSpeedOfTheGpu() throws Exception {
    Path record = folder.resolve("calls");
    Calibration.Measured one = measured("-DRECORD=\"" + record + "\"");

    assertThat(one.device()).isEqualTo("Stand-in 70");
    assertThat(one.singleTflops()).isCloseTo(13.2, within(0.001));
    assertThat(one.gigabytesPerSecond()).isCloseTo(800, within(0.1));
    assertThat(one.words()).isEqualTo("13.2 TFLOPS and 800 GB/s");
    List<String> calls = Files.readAllLines(record);
    assertThat(calls).startsWith("cuInit", "cuDeviceGet", "cuCtxCreate_v2");
    assertThat(calls).endsWith("cuCtxDestroy_v2");
    assertThat(calls.stream().filter("cuModuleLoadData"::equals)).hasSize(1);
  }

  /** On the GPU's clock: twice what is measured, for each of the two, and less than half of it. */
  @Test
  void isDoneInAboutASecond() throws Exception {
    Path record = folder.resolve("calls");
    measured("-DRECORD=\"" + record + "\"");
    List<String> calls = Files.readAllLines(record);
    double launch = Benchmark.flops(40) / 13.2e12;
    double copy = 2.0 * Benchmark.COPY_BYTES / 800e9;
    long launches = calls.stream().filter("cuLaunchKernel"::equals).count();
    long copies = calls.stream().filter("cuMemcpyDtoDAsync_v2"::equals).count();

    assertThat(launches * launch + copies * copy).isBetween(0.7, 1.0);
  }

  @Test
  void leavesMemoryToOthersWhereThereIsLittle() throws Exception {
    assertThat(measured("-DMEMORY=(800LL<<20)").gigabytesPerSecond()).isCloseTo(800, within(0.1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-DFAULT=cuInit -DERROR=100 | cuInit failed with CUDA_ERROR_NO_DEVICE (100)",
        "-DFAULT=cuInit -DERROR=4711 | cuInit failed with an unknown error (4711)",
        "-DFAULT=cuCtxCreate_v2 -DERROR=2 | cuCtxCreate failed with CUDA_ERROR_OUT_OF_MEMORY (2)",
        "-DFAULT=cuModuleLoadData -DERROR=222 | cuModuleLoadData failed with"
            + " CUDA_ERROR_UNSUPPORTED_PTX_VERSION (222)",
        "-DFAULT=cuLaunchKernel -DERROR=719 | cuLaunchKernel failed with"
            + " CUDA_ERROR_LAUNCH_FAILED (719)",
        "-DFAULT=cuEventSynchronize -DERROR=719 | cuEventSynchronize failed with"
            + " CUDA_ERROR_LAUNCH_FAILED (719)",
        "-DFAULT=cuEventElapsedTime -DERROR=0 | cuEventElapsedTime told that work took no time",
        "-DSKIPPED=1 | the kernel did not do what it should: it counted 524160.0",
        "-DMEMORY=(300LL<<20) | the GPU has less than 512 MiB of free memory",
        "-DMISHAP=cuInit -DDO=abort() | its process ended with 134",
        "-DMISHAP=cuLaunchKernel -DDO=*(int*)8=1 | the driver crashed",
        "-DMISHAP=cuInit -DDO=_exit(0) | its process ended with 0",
      })
  void tellsWhyItCouldNot(String definitions, String why) throws Exception {
    assertThat(run(definitions.split(" "))).isEqualTo(new Calibration.Failed(why));
  }

  @Test
  void takesNoFiguresThatNoGpuHas() throws Exception {
    Path library = StandInDriver.compile(folder, 1e6, 800);

    assertThat(run(Duration.ofMinutes(2), library.toString()))
        .isEqualTo(
            new Calibration.Failed("it told of 1000000.0 TFLOPS and 800 GB/s, which no GPU does"));
  }

  @Test
  void doesNotWaitForADriverThatHangs() throws Exception {
    Path library = StandInDriver.compile(folder, 1, 1, "-DMISHAP=cuInit", "-DDO=pause()");

    assertThat(run(Duration.ofSeconds(3), library.toString()))
        .isEqualTo(new Calibration.Failed("it did not end within 3 s"));
  }

  @Test
  void tellsThatThereIsNoDriver() throws Exception {
    Calibration result = run(Duration.ofMinutes(2), "libnosuchcuda.so.1");

    assertThat(result).isInstanceOf(Calibration.Failed.class);
    assertThat(((Calibration.Failed) result).why())
        .startsWith("the driver's library could not be loaded: ");
  }

  @Test
  void tellsThatThereIsNoJava() throws Exception {
    Path none = folder.resolve("no-java");

    assertThat(new CalibrationProcess(none, Duration.ofSeconds(9)).run("x", folder))
        .isEqualTo(new Calibration.Failed("`" + none + "` could not be started"));
  }

  /**
   * The driver's own programs of the user must not see a cache or an option of ours, nor we theirs.
   */
  @Test
  void leavesNothingOutsideItsFolder() throws Exception {
    String code = "-DDO=if(getenv(\"HOME\")||!getenv(\"CUDA_CACHE_DISABLE\"))abort()";
    measured("-DMISHAP=cuInit", code);

    List<String> left = new ArrayList<>();
    try (var files = Files.list(folder.resolve("process"))) {
      files.forEach(file -> left.add(file.getFileName().toString()));
    }
    assertThat(left).containsExactlyInAnyOrder("answer", "output");
    assertThat(folder.resolve("process/output")).isEmptyFile();
  }

  @Test
  void understandsItsOwnWords() {
    for (Calibration one :
        Arrays.asList(
            new Calibration.Measured("NVIDIA X", 8.1, 320), new Calibration.Failed("no"))) {
      assertThat(Calibration.parse(one.text())).contains(one);
    }
    assertThat(Calibration.parse("measured\nX\nmany\n1")).isEmpty();
    assertThat(Calibration.parse("")).isEmpty();
  }
}
