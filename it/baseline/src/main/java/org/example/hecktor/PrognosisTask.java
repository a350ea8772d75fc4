package org.example.hecktor;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Task 2: writes a bare number, the risk of recurrence; higher means an earlier recurrence. */
record PrognosisTask() implements Task {
  private static final String OUTPUT = "rfs.json";

  @Override
  public void run(Settings settings, Consumer<String> progress) throws InferenceException {
    LinearModel model =
        LinearModel.parse(JsonSection.read(settings.resources().resolve("coefficients.json")));
    double risk = model.score(CaseFeatures.read(settings.input(), model.lesions(), progress));
    byte[] json = (Double.toString(risk) + "\n").getBytes(StandardCharsets.UTF_8);
    OutputFile.write(settings.output().resolve(OUTPUT), json);
    progress.accept("Wrote " + OUTPUT + ": " + risk);
  }
}
