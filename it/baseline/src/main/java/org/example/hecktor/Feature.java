package org.example.hecktor;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A number that the linear models may use; the label is its name in the files. */
enum Feature {
  AGE("Age"),
  GENDER("Gender"),
  TOBACCO("Tobacco Consumption"),
  ALCOHOL("Alcohol Consumption"),
  PERFORMANCE_STATUS("Performance Status"),
  TREATMENT("Treatment"),
  M_STAGE("M-stage"),
  LOG_LESION_VOLUME("log lesion volume"),
  PEAK_SUV("peak SUV"),
  LESION_COUNT("lesion count");

  /** Those that {@code ehr.json} holds; the centre's number is left out on purpose. */
  static final List<Feature> CLINICAL =
      List.of(AGE, GENDER, TOBACCO, ALCOHOL, PERFORMANCE_STATUS, TREATMENT, M_STAGE);

  private final String label;

  Feature(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  static Feature labelled(JsonSection section, String name) throws InferenceException {
    String label = section.text(name);
    return Arrays.stream(values())
        .filter(feature -> feature.label.equals(label))
        .findFirst()
        .orElseThrow(() -> section.wrong(name, "one of " + labels()));
  }

  private static String labels() {
    return Arrays.stream(values()).map(Feature::label).collect(Collectors.joining(", "));
  }
}
