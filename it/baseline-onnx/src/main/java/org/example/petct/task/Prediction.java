package org.example.petct.task;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.example.petct.InferenceException;
import org.example.petct.clinical.ClinicalVector;
import org.example.petct.clinical.HealthRecord;
import org.example.petct.clinical.JsonFile;
import org.example.petct.image.Volume;
import org.example.petct.intensity.Intensity;
import org.example.petct.model.CaseNetwork;
import org.example.petct.resample.AreaResize;

/**
 * One number from a case's images and health record.
 *
 * @param network the file with the network
 * @param clinical the file with its {@link ClinicalVector}
 */
public record Prediction(Path network, Path clinical) {

  /**
   * Infers the number.
   *
   * @param region nothing where the images are placeholders: the network then sees empty cubes
   * @throws InferenceException if the model's files cannot be loaded or run
   */
  public double of(Optional<HeadAndNeck> region, HealthRecord record, Consumer<String> progress)
      throws InferenceException {
    ClinicalVector vector = JsonFile.read(clinical, ClinicalVector.class);
    float[] empty = new float[CaseNetwork.SIDE * CaseNetwork.SIDE * CaseNetwork.SIDE];
    float[] ct = region.map(both -> cube(both.ct())).orElse(empty);
    float[] pet = region.map(both -> cube(both.pet())).orElse(empty);
    try (CaseNetwork model = CaseNetwork.load(network, vector.length(), progress)) {
      return model.predict(ct, pet, vector.of(record));
    }
  }

  private static float[] cube(Volume image) {
    return AreaResize.toCube(Intensity.unit(image.values()), image.size(), CaseNetwork.SIDE);
  }
}
