package org.example.petct.task;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleFunction;
import org.example.petct.InferenceException;
import org.example.petct.clinical.HealthRecord;

/**
 * Tasks 2 and 3: one value from the images and the health record.
 *
 * @param network the network's file in the model folder
 * @param output the file to write
 * @param json words the network's number as the task wants it
 */
public record PredictionTask(String network, String output, DoubleFunction<String> json)
    implements Task {

  /** Task 2: a risk, higher where the cancer comes back earlier. */
  public static PredictionTask risk() {
    return new PredictionTask("prognosis.onnx", "rfs.json", Double::toString);
  }

  /** Task 3: whether the tumour is positive for HPV. */
  public static PredictionTask hpv() {
    return new PredictionTask("hpv.onnx", "hpv-status.json", logit -> String.valueOf(logit > 0));
  }

  @Override
  public void run(Folders folders, Consumer<String> progress) throws InferenceException {
    double value = value(folders, progress);
    new Outputs(folders.output(), progress).json(output, json.apply(value));
  }

  /**
   * What the network says of a case: a log hazard, or a logit.
   *
   * @throws InferenceException if an input or the network cannot be read
   */
  public double value(Folders folders, Consumer<String> progress) throws InferenceException {
    HealthRecord record = HealthRecord.read(folders.input().resolve("ehr.json"));
    CaseImages images = CaseImages.read(folders.input(), progress);
    Optional<HeadAndNeck> region = Optional.empty();
    if (images.areVolumes()) {
      region = Optional.of(HeadAndNeck.of(images, progress));
    } else {
      progress.accept("The images are 2D: the health record alone decides");
    }
    Prediction prediction =
        new Prediction(folders.model().resolve(network), folders.model().resolve("clinical.json"));
    double value = prediction.of(region, record, progress);
    progress.accept("The network says " + value);
    return value;
  }
}
