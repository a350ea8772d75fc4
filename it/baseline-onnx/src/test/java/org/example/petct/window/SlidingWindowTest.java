package org.example.petct.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.example.petct.InferenceException;
import org.example.petct.golden.Golden;
import org.example.petct.image.Size;
import org.example.petct.model.WindowNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlidingWindowTest {
  private static final Golden GOLDEN = Golden.read("window");
  private static final int SIDE = 16;

  @Test
  void weightsAreThoseOfPytorch() {
    assertThat(Golden.every(7, GaussianWeights.cube(SIDE)))
        .containsExactly(GOLDEN.floats("weights"), Offset.offset(1e-6f));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void scoresAreThoseOfPytorchInBatchesOfAnySize(int batch) throws Exception {
    Size size = GOLDEN.size("size");
    float[] wave = Golden.wave(2 * size.voxels());
    List<float[]> channels =
        List.of(
            Arrays.copyOf(wave, size.voxels()),
            Arrays.copyOfRange(wave, size.voxels(), wave.length));
    try (WindowNetwork network = WindowNetwork.load(Golden.file("tiny.onnx"), SIDE, line -> {})) {
      float[][] scores = new SlidingWindow(batched(network, batch), SIDE).scores(channels, size);
      float[] all = new float[3 * size.voxels()];
      for (int label = 0; label < 3; label++) {
        System.arraycopy(scores[label], 0, all, label * size.voxels(), size.voxels());
      }

      assertThat(Golden.every(31, all))
          .containsExactly(GOLDEN.floats("scores"), Offset.offset(1e-5f));
    }
  }

  @Test
  void theLastWindowEndsWithTheVolume() {
    assertThat(SlidingWindow.starts(128, 128)).containsExactly(0);
    assertThat(SlidingWindow.starts(129, 128)).containsExactly(0, 1);
    assertThat(SlidingWindow.starts(200, 128)).containsExactly(0, 64, 72);
    assertThat(SlidingWindow.starts(256, 128)).containsExactly(0, 64, 128);
    assertThat(SlidingWindow.starts(310, 128)).containsExactly(0, 64, 128, 182);
  }

  private static WindowModel batched(WindowNetwork network, int batch) {
    return new WindowModel() {
      @Override
      public int batch() {
        return batch;
      }

      @Override
      public int classes() {
        return network.classes();
      }

      @Override
      public FloatBuffer scores(FloatBuffer windows, int count, int side)
          throws InferenceException {
        return network.scores(windows, count, side);
      }
    };
  }
}
