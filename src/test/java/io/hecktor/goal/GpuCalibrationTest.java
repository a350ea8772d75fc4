package io.hecktor.goal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hecktor.blob.BlobStore;
import io.hecktor.sandbox.GpuAccess;
import io.hecktor.testing.RecordingProgress;
import io.hecktor.testing.StandInDriver;
import io.hecktor.verify.MeasuredGpu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a stand-in for the driver; no GPU was at hand. */
class GpuCalibrationTest {

  @TempDir Path folder;

  private final RecordingProgress progress = new RecordingProgress();
  private Instant now = Instant.parse("2026-11-23T12:00:00Z");

  @BeforeEach
  void driverTellsOfItself() throws IOException {
    Files.createDirectories(folder.resolve("driver/gpus/0000:01:00.0"));
    Files.writeString(folder.resolve("driver/version"), "575.57.08\n");
    Files.writeString(folder.resolve("driver/gpus/0000:01:00.0/information"), "GPU UUID: a\n");
  }

  private static GpuAccess shown(Path... files) {
    List<GpuAccess.HostFile> all = new java.util.ArrayList<>();
    for (Path one : files) {
      all.add(new GpuAccess.HostFile(one, "/lib/" + one.getFileName(), false, true, false));
    }
    return new GpuAccess(
        GpuAccess.Way.SHOWN, List.of(), all, List.of(), Map.of(), List.of(), List.of());
  }

  private Optional<MeasuredGpu> measure(GpuAccess gpu) throws IOException {
    BlobStore store = new BlobStore(folder.resolve("store"));
    return new GpuCalibration(store, () -> now, progress, folder.resolve("driver")).of(gpu);
  }

  private long calls() throws IOException {
    return Files.readAllLines(folder.resolve("calls")).stream().filter("cuInit"::equals).count();
  }

  @Test
  void measuresByTheDriverThatRunsAreShownAndRemembersItForAnHour() throws Exception {
    String record = "-DRECORD=\"" + folder.resolve("calls") + "\"";
    Path other = folder.resolve("libcudadebugger.so.575.57.08");
    GpuAccess gpu = shown(other, StandInDriver.compile(folder, 13.2, 800, record));
    MeasuredGpu first = measure(gpu).orElseThrow();

    assertThat(first.device()).isEqualTo("Stand-in 70");
    assertThat(first.singleTflops()).isCloseTo(13.2, within(0.001));
    assertThat(first.gigabytesPerSecond()).isCloseTo(800, within(0.1));
    assertThat(progress.stages)
        .containsExactly("GPU Stand-in 70: measured 13.2 TFLOPS and 800 GB/s here");
    assertThat(folder.resolve("store/gpu-calibration")).doesNotExist();

    now = now.plus(Duration.ofMinutes(59));
    assertThat(measure(gpu)).contains(first);
    assertThat(calls()).isEqualTo(1);

    now = now.plus(Duration.ofMinutes(1));
    assertThat(measure(gpu)).contains(first);
    assertThat(calls()).isEqualTo(2);

    Files.writeString(folder.resolve("driver/gpus/0000:01:00.0/information"), "GPU UUID: b\n");
    assertThat(measure(gpu)).contains(first);
    assertThat(calls()).isEqualTo(3);
  }

  @Test
  void tellsInALineWhyItDidNotAndTriesAgain() throws Exception {
    String[] fault = {"-DFAULT=cuInit", "-DERROR=100"};
    String line =
        "GPU not measured, so times on a T4 follow from published figures: cuInit failed with"
            + " CUDA_ERROR_NO_DEVICE (100)";

    assertThat(measure(shown(StandInDriver.compile(folder, 1, 1, fault)))).isEmpty();
    assertThat(progress.stages).containsExactly(line);
    assertThat(measure(shown(StandInDriver.compile(folder, 8.1, 320)))).isPresent();
  }

  @Test
  void startsNothingWhereRunsSeeNoGpuOrNoDriver() throws IOException {
    assertThat(measure(GpuAccess.none())).isEmpty();
    assertThat(progress.stages).isEmpty();
    assertThat(folder.resolve("store")).doesNotExist();

    assertThat(measure(shown(folder.resolve("libcuda.so.txt")))).isEmpty();
    assertThat(progress.stages)
        .containsExactly(
            "GPU not measured, so times on a T4 follow from published figures: no CDI file names a"
                + " `libcuda.so.1`");
  }
}
