package org.example.petct.task;

import java.util.function.Consumer;
import org.example.petct.InferenceException;
import org.example.petct.image.Grid;
import org.example.petct.resample.NearestLabels;

/** Task 1: marks the primary tumour (label 1) and lymph nodes (label 2) on the CT's voxels. */
public record SegmentationTask() implements Task {
  private static final String OUTPUT = "images/tumor-lymph-node-segmentation/output.mha";

  @Override
  public void run(Folders folders, Consumer<String> progress) throws InferenceException {
    CaseImages images = CaseImages.read(folders.input(), progress);
    Grid ct = images.ct().grid();
    byte[] labels = new byte[ct.size().voxels()];
    if (images.areVolumes()) {
      HeadAndNeck region = HeadAndNeck.of(images, progress);
      Segmentation segmentation = new Segmentation(folders.model().resolve("segmentation.onnx"));
      labels = NearestLabels.at(ct, region.grid(), segmentation.labels(region, progress));
    } else {
      progress.accept("The images are 2D: nothing to mark");
    }
    new Outputs(folders.output(), progress).mask(OUTPUT, images.ct(), labels);
  }
}
