package org.example.petct.model;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.example.petct.InferenceException;
import org.example.petct.window.WindowModel;

/** A segmentation network: {@code images} of CT and PET to {@code logits} of three labels. */
public final class WindowNetwork implements WindowModel, AutoCloseable {
  private static final int CHANNELS = 2;
  private static final int LABELS = 3;
  private static final int GPU_BATCH = 4;

  private final OnnxModel model;

  private WindowNetwork(OnnxModel model) {
    this.model = model;
  }

  /**
   * Loads the network.
   *
   * @param side of the windows that it will get, in voxels
   * @throws InferenceException if it cannot be loaded
   */
  public static WindowNetwork load(Path file, int side, Consumer<String> progress)
      throws InferenceException {
    int voxels = CHANNELS * side * side * side;
    return new WindowNetwork(
        OnnxModel.load(file, List.of(input(FloatBuffer.allocate(voxels), 1, side)), progress));
  }

  @Override
  public int batch() {
    return model.onGpu() ? GPU_BATCH : 1;
  }

  @Override
  public int classes() {
    return LABELS;
  }

  @Override
  public FloatBuffer scores(FloatBuffer windows, int count, int side) throws InferenceException {
    return model.run(List.of(input(windows, count, side)));
  }

  private static Tensor input(FloatBuffer windows, int count, int side) {
    return new Tensor("images", windows, count, CHANNELS, side, side, side);
  }

  @Override
  public void close() {
    model.close();
  }
}
