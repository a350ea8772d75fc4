package org.example.hecktor;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Task 3: writes a bare {@code true} or {@code false}, the HPV status, by logistic regression. */
record HpvTask() implements Task {
  private static final String OUTPUT = "hpv-status.json";

  @Override
  public void run(Settings settings, Consumer<String> progress) throws InferenceException {
    JsonSection file = JsonSection.read(settings.resources().resolve("coefficients.json"));
    LinearModel model = LinearModel.parse(file);
    double threshold = file.numberBetween("threshold", 0, 1);
    double score = model.score(CaseFeatures.read(settings.input(), model.lesions(), progress));
    boolean positive = probability(score) >= threshold;
    byte[] json = (positive + "\n").getBytes(StandardCharsets.UTF_8);
    OutputFile.write(settings.output().resolve(OUTPUT), json);
    progress.accept("Wrote " + OUTPUT + ": " + positive + ", p = " + probability(score));
  }

  /** The logistic function, 0 to 1; {@link StrictMath} gives the same bits on every machine. */
  static double probability(double score) {
    return 1 / (1 + StrictMath.exp(-score));
  }
}
