package org.example.hecktor2026;

import java.util.Optional;
import java.util.function.Consumer;
import org.example.petct.InferenceException;
import org.example.petct.clinical.HealthRecord;
import org.example.petct.clinical.JsonFile;
import org.example.petct.image.Grid;
import org.example.petct.resample.NearestLabels;
import org.example.petct.task.CaseImages;
import org.example.petct.task.Folders;
import org.example.petct.task.HeadAndNeck;
import org.example.petct.task.Outputs;
import org.example.petct.task.Prediction;
import org.example.petct.task.Segmentation;
import org.example.petct.task.Task;

/** All that 2026 asks of a case: mask, T stage, N stage, and the days without recurrence. */
record WholeTask() implements Task {
  private static final String MASK = "images/head-neck-tumor-segmentation/output.mha";

  @Override
  public void run(Folders folders, Consumer<String> progress) throws InferenceException {
    HealthRecord record = HealthRecord.read(folders.input().resolve("ehr.json"));
    CaseImages images = CaseImages.read(folders.input(), progress);
    Answer answer = answer(folders, images, record, progress);
    Outputs outputs = new Outputs(folders.output(), progress);
    outputs.mask(MASK, images.ct(), answer.labels);
    outputs.json("t-stage.json", "\"" + answer.stages.t() + "\"");
    outputs.json("n-stage.json", "\"" + answer.stages.n() + "\"");
    outputs.json("rfs.json", Double.toString(answer.days));
  }

  private static Answer answer(
      Folders folders, CaseImages images, HealthRecord record, Consumer<String> progress)
      throws InferenceException {
    Grid ct = images.ct().grid();
    byte[] labels = new byte[ct.size().voxels()];
    Stages stages = Stages.OF_NOTHING;
    Optional<HeadAndNeck> region = Optional.empty();
    if (images.areVolumes()) {
      HeadAndNeck found = HeadAndNeck.of(images, progress);
      byte[] atOneMm =
          new Segmentation(folders.model().resolve("segmentation.onnx")).labels(found, progress);
      labels = NearestLabels.at(ct, found.grid(), atOneMm);
      stages = Stages.of(atOneMm, found.ct());
      region = Optional.of(found);
    } else {
      progress.accept("The images are 2D: nothing to mark, the health record alone decides");
    }
    Prediction prediction =
        new Prediction(
            folders.model().resolve("prognosis.onnx"), folders.model().resolve("clinical.json"));
    Survival survival = JsonFile.read(folders.model().resolve("survival.json"), Survival.class);
    return new Answer(labels, stages, survival.days(prediction.of(region, record, progress)));
  }

  private record Answer(byte[] labels, Stages stages, double days) {}
}
