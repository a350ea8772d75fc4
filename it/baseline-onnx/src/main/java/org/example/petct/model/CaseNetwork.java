package org.example.petct.model;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.example.petct.InferenceException;

/** A network that gives one number for a case's images and clinical vector. */
public final class CaseNetwork implements AutoCloseable {

  /** The side of the cubes that CT and PET are resized to, in voxels. */
  public static final int SIDE = 96;

  private final OnnxModel model;
  private final int features;

  private CaseNetwork(OnnxModel model, int features) {
    this.model = model;
    this.features = features;
  }

  /**
   * Loads the network.
   *
   * @param features the length of the clinical vector
   * @throws InferenceException if it cannot be loaded
   */
  public static CaseNetwork load(Path file, int features, Consumer<String> progress)
      throws InferenceException {
    float[] cube = new float[SIDE * SIDE * SIDE];
    return new CaseNetwork(
        OnnxModel.load(file, inputs(cube, cube, new float[features]), progress), features);
  }

  /**
   * Infers a case.
   *
   * @param ct a cube from 0 to 1; {@code pet} likewise
   * @throws InferenceException if the network does not fit, or says what is no number
   */
  public double predict(float[] ct, float[] pet, float[] clinical) throws InferenceException {
    if (clinical.length != features) {
      throw new IllegalArgumentException(clinical.length + " features, not " + features);
    }
    double prediction = model.run(inputs(ct, pet, clinical)).get(0);
    if (!Double.isFinite(prediction)) {
      throw new InferenceException(
          "The network says " + prediction, "Check its weights and the case's images");
    }
    return prediction;
  }

  private static List<Tensor> inputs(float[] ct, float[] pet, float[] clinical) {
    FloatBuffer images = FloatBuffer.allocate(ct.length + pet.length).put(ct).put(pet).flip();
    return List.of(
        new Tensor("images", images, 1, 2, SIDE, SIDE, SIDE),
        new Tensor("clinical", FloatBuffer.wrap(clinical), 1, clinical.length));
  }

  @Override
  public void close() {
    model.close();
  }
}
