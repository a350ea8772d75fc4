package org.example.hecktor;

import java.util.function.Consumer;

/**
 * Task 1: marks the primary tumour (label 1) and lymph nodes (label 2) on the CT's voxels.
 *
 * <p>Reads {@code model.json}, a {@link LesionRule}. The health record is not used.
 */
record SegmentationTask() implements Task {
  private static final String OUTPUT = "images/tumor-lymph-node-segmentation/output.mha";

  @Override
  public void run(Settings settings, Consumer<String> progress) throws InferenceException {
    JsonSection model = JsonSection.read(settings.resources().resolve("model.json"));
    LesionRule rule = LesionRule.parse(model.section("lesions"));
    CaseImages images = CaseImages.read(settings.input(), progress);
    Lesions lesions = rule.find(images.ct(), images.pet());
    progress.accept(lesions.describe());
    byte[] mask = MaskWriter.encode(images.ct(), lesions.labels());
    OutputFile.write(settings.output().resolve(OUTPUT), mask);
    progress.accept("Wrote " + OUTPUT);
  }
}
