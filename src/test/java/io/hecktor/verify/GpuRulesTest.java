package io.hecktor.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GpuRulesTest {

  @TempDir Path folder;

  private static GpuSeen gpu(String name, int clock, double busy) {
    return new GpuSeen(name, clock, OptionalDouble.of(busy));
  }

  private Run onGpu() throws IOException {
    Run run = new Run(folder);
    run.gpu = Optional.of(gpu("Tesla T4", 1590, 0.5));
    return run;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[E:onnxruntime:Default, provider_bridge_ort.cc:2195] Failed to create"
            + " CUDAExecutionProvider. Require cuDNN 9.* and CUDA 12.*.",
        "No GPU can be used, falling back to the CPU: CUDA failure 35",
        "RuntimeError: Found no NVIDIA driver on your system.",
        "failed call to cuInit: CUDA_ERROR_NO_DEVICE: no CUDA-capable device is detected",
        "UserWarning: CUDA is not available; using the CPU",
      })
  void tellsThatTheProgramFellToTheCpu(String said) throws IOException {
    CaseResult result = onGpu().stderr("a\n" + said + "\nz\n").judged();

    assertThat(result.passed()).isTrue();
    assertThat(result.warnings()).hasSize(1);
    assertThat(result.warnings().get(0).rule()).isEqualTo(RunRule.GPU);
    assertThat(result.warnings().get(0).evidence()).isEqualTo("It said: \"" + said + "\".");
  }

  @Test
  void readsWhatWasSaidLongBefore() throws IOException {
    String many = "x".repeat(99) + "\n";
    Run run = onGpu().stdout(many.repeat(1300) + "CUDA_ERROR_NO_DEVICE\n" + many.repeat(2000));

    assertThat(run.judged().warnings()).hasSize(1);
    assertThat(run.judged().warnings().get(0).evidence()).contains("\"CUDA_ERROR_NO_DEVICE\"");
  }

  @Test
  void expectsNoCudaWithoutAGpu() throws IOException {
    Run run = new Run(folder).stderr("Failed to create CUDAExecutionProvider\n");

    assertThat(run.judged().findings()).isEmpty();
  }

  @Test
  void findsNothingWhereTheGpuWasUsed() throws IOException {
    Run run = onGpu().stdout("Loaded net.onnx on the GPU\n");
    run.gpuPeak = OptionalLong.of(4L << 30);

    assertThat(run.judged().findings()).isEmpty();
  }

  @Test
  void holdsTheGpusMemoryToTheLimit() throws IOException {
    Run run = onGpu();
    run.gpuPeak = OptionalLong.of(17L << 30);

    assertThat(run.judged().violations())
        .extracting(RunFinding.Violation::rule)
        .containsExactly(RunRule.GPU);
  }

  @Test
  void warnsWhereAT4MightTakeTooLong() throws IOException {
    Run run = onGpu();
    run.gpu = Optional.of(gpu("NVIDIA A100-SXM4-40GB", 1410, 0.9));
    run.duration = Duration.ofSeconds(100);
    RunFinding.Warning warning = run.judged().warnings().get(0);

    assertThat(run.judged().passed()).isTrue();
    assertThat(warning.rule()).isEqualTo(RunRule.TIME);
    assertThat(warning.subject()).isEqualTo("perhaps 227 to 1743 s on a T4 (an estimate)");
    assertThat(warning.evidence()).contains("nothing was run on a T4");
  }

  /** Name, its clock, busy, seconds here, least and most there. */
  @ParameterizedTest
  @CsvSource({
    "Tesla T4, 1590, 1.0, 60, 60, 60",
    "NVIDIA A100-SXM4-40GB, 1410, 1.0, 10, 24.07, 192.6",
    "NVIDIA A100-SXM4-40GB, 1410, 0.0, 10, 10, 10",
    "NVIDIA A100-SXM4-40GB, 1410, 0.5, 10, 17.04, 101.3",
    "NVIDIA A100-SXM4-40GB, 705, 1.0, 10, 12.04, 96.3",
    "NVIDIA L4, 2040, 1.0, 10, 9.375, 74.07",
    "Tesla V100-SXM2-16GB, 1530, 1.0, 10, 19.38, 28.125",
    "NVIDIA GeForce RTX 3090, 0, 1.0, 10, 29.25, 43.95",
  })
  void scalesWhatTheGpuWasBusyFor(
      String name, int clock, double busy, int seconds, double least, double most) {
    T4Estimate estimate =
        T4Estimate.of(Duration.ofSeconds(seconds), gpu(name, clock, busy)).orElseThrow();

    assertThat(estimate.least()).isCloseTo(least, within(0.06));
    assertThat(estimate.most()).isCloseTo(most, within(0.06));
  }

  @Test
  void takesAnyShareForPossibleWhereNoneWasMeasured() {
    GpuSeen unknown = new GpuSeen("NVIDIA H200", 1980, OptionalDouble.empty());
    T4Estimate estimate = T4Estimate.of(Duration.ofSeconds(10), unknown).orElseThrow();

    assertThat(estimate.least()).isEqualTo(10);
    assertThat(estimate.most()).isCloseTo(609.9, within(0.1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"NVIDIA A10G", "GeForce 999", "", "T400 4GB"})
  void estimatesNothingForGpusThatItDoesNotKnow(String name) {
    assertThat(T4Estimate.of(Duration.ofSeconds(10), gpu(name, 1000, 1))).isEmpty();
  }

  /** Name, measured TFLOPS and GB/s, busy, seconds here, least and most there. */
  @ParameterizedTest
  @CsvSource({
    "GeForce 999, 16.2, 320, 1.0, 10, 10, 20",
    "GeForce 999, 4.05, 160, 1.0, 10, 5, 5",
    "'', 16.2, 960, 0.5, 10, 15, 20",
    "NVIDIA A100-SXM4-40GB, 19.5, 1555, 1.0, 10, 24.07, 192.6",
    "NVIDIA A100-SXM4-40GB MIG 1g.5gb, 2.7, 194, 1.0, 10, 3.333, 26.67",
  })
  void scalesByWhatWasMeasuredWhereItWas(
      String name,
      double tflops,
      double bytes,
      double busy,
      int seconds,
      double least,
      double most) {
    MeasuredGpu measured = new MeasuredGpu("X", tflops, bytes);
    GpuSeen seen = new GpuSeen(name, 300, OptionalDouble.of(busy), Optional.of(measured));
    T4Estimate estimate = T4Estimate.of(Duration.ofSeconds(seconds), seen).orElseThrow();

    assertThat(estimate.least()).isCloseTo(least, within(0.06));
    assertThat(estimate.most()).isCloseTo(most, within(0.06));
    assertThat(estimate.device()).isEqualTo(name.isEmpty() ? "X" : name);
  }

  @Test
  void tellsByWhichFiguresItEstimated() throws IOException {
    Run run = onGpu();
    run.gpu =
        Optional.of(
            new GpuSeen(
                "GeForce 999",
                300,
                OptionalDouble.of(1),
                Optional.of(new MeasuredGpu("GeForce 999", 13.2, 800))));
    run.duration = Duration.ofSeconds(500);
    RunFinding.Warning warning = run.judged().warnings().get(0);

    assertThat(warning.subject()).isEqualTo("perhaps 815 to 1250 s on a T4 (an estimate)");
    assertThat(warning.evidence())
        .isEqualTo(
            "It took 500.0 s on GeForce 999, and 900 s are allowed. Scaled by the measured"
                + " 13.2 TFLOPS and 800 GB/s here and a T4's published figures; nothing was run on"
                + " a T4.");
  }

  @Test
  void keepsWhatWasMeasuredInTheRecord() throws IOException {
    Run run = onGpu();
    MeasuredGpu measured = new MeasuredGpu("NVIDIA L4", 29.123456, 261.5);
    run.gpu = Optional.of(new GpuSeen("", 0, OptionalDouble.empty(), Optional.of(measured)));
    CaseResult result = run.judged();
    CaseRecord record = new CaseRecord("stamp", "unshare", "", java.util.Map.of(), result);
    byte[] bytes = io.hecktor.oci.Json.compact(CaseRecordJson.node(record));

    assertThat(CaseRecordJson.read(bytes, "record").result()).isEqualTo(result);
  }

  @Test
  void keepsWhatWasSeenInTheRecordAndTheReport() throws IOException {
    Run run = onGpu();
    run.gpu = Optional.of(gpu("NVIDIA L4", 2040, 0.25));
    CaseResult result = run.judged();
    CaseRecord record = new CaseRecord("stamp", "unshare", "", java.util.Map.of(), result);
    byte[] bytes = io.hecktor.oci.Json.compact(CaseRecordJson.node(record));

    assertThat(CaseRecordJson.read(bytes, "record").result()).isEqualTo(result);
  }
}
