package org.example.petct.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.example.petct.InferenceException;
import org.example.petct.golden.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trained networks as ONNX Runtime runs them, against PyTorch. */
class NetworksTest {
  private static final Golden GOLDEN = Golden.read("networks");
  private static final Path SEGMENTATION = Path.of("Task1/resources/segmentation.onnx");

  @TempDir Path folder;

  @Test
  void segmentationScoresAreThoseOfPytorch() throws Exception {
    float[] wave = Golden.wave(2 * 32 * 32 * 32);
    try (WindowNetwork network = WindowNetwork.load(SEGMENTATION, 32, line -> {})) {
      FloatBuffer scores = network.scores(FloatBuffer.wrap(wave), 1, 32);
      float[] all = new float[scores.remaining()];
      scores.get(all);

      assertThat(Golden.every(97, all))
          .containsExactly(GOLDEN.floats("logits"), Offset.offset(1e-3f));
    }
  }

  @Test
  void predictionsAreThoseOfPytorch() throws Exception {
    assertThat(predict("Task2/resources/prognosis.onnx"))
        .isCloseTo(GOLDEN.number("risk"), Offset.offset(1e-4));
    assertThat(predict("Task3/resources/hpv.onnx"))
        .isCloseTo(GOLDEN.number("hpv"), Offset.offset(1e-4));
  }

  private static double predict(String file) throws InferenceException {
    int cube = CaseNetwork.SIDE * CaseNetwork.SIDE * CaseNetwork.SIDE;
    float[] wave = Golden.wave(2 * cube);
    float[] vector = GOLDEN.floats("vector");
    try (CaseNetwork network = CaseNetwork.load(Path.of(file), vector.length, line -> {})) {
      return network.predict(
          Arrays.copyOf(wave, cube), Arrays.copyOfRange(wave, cube, 2 * cube), vector);
    }
  }

  @Test
  void namesAFileThatIsNoNetwork() throws Exception {
    Path file = Files.writeString(folder.resolve("none.onnx"), "version https://git-lfs");

    assertThatThrownBy(() -> WindowNetwork.load(file, 32, line -> {}))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("none.onnx` is no network that ONNX Runtime can load");
    assertThatThrownBy(() -> WindowNetwork.load(folder.resolve("gone.onnx"), 32, line -> {}))
        .hasMessageContaining("gone.onnx` is missing");
  }

  @Test
  void namesANetworkThatTakesOtherInputs() throws Exception {
    try (CaseNetwork network = CaseNetwork.load(SEGMENTATION, 3, line -> {})) {
      float[] cube = new float[CaseNetwork.SIDE * CaseNetwork.SIDE * CaseNetwork.SIDE];

      assertThatThrownBy(() -> network.predict(cube, cube, new float[3]))
          .isInstanceOf(InferenceException.class)
          .hasMessageContaining("segmentation.onnx` could not be run");
    }
  }
}
