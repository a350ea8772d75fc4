package org.example.hecktor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinearModelTest {
  private static final String MODEL =
      """
      {"lesions": {"suv": 2.5, "fractionOfMaximum": 0.4, "minimumMm3": 9, "minimumHounsfield": 0},
       "intercept": 0.5, "threshold": 0.5, "terms": [
         {"feature": "Age", "centre": 60, "scale": 10, "weight": 2, "whenMissing": 65},
         {"feature": "M-stage", "centre": 0, "scale": 1, "weight": 4, "whenMissing": 0}]}
      """;

  @TempDir Path folder;

  @Test
  void sumsWeightedFeatures() throws Exception {
    assertThat(parse(MODEL).score(Map.of(Feature.AGE, 70.0, Feature.M_STAGE, 1.0))).isEqualTo(6.5);
  }

  @Test
  void imputesWhatIsMissing() throws Exception {
    assertThat(parse(MODEL).score(Map.of())).isEqualTo(1.5);
  }

  @Test
  void refusesAScoreThatIsNotFinite() throws Exception {
    LinearModel model = parse(MODEL);

    assertThatThrownBy(() -> model.score(Map.of(Feature.AGE, 1e308 * 1.7)))
        .isInstanceOf(InferenceException.class);
  }

  @ParameterizedTest
  @CsvSource({"0, 0.5", "-800, 0", "800, 1", "1, 0.7310585786300049"})
  void probabilityIsLogistic(double score, double probability) {
    assertThat(HpvTask.probability(score)).isCloseTo(probability, within(1e-15));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"scale\": 10 | \"scale\": 0 | `terms[0].scale`",
        "\"scale\": 1, | | `terms[1].scale`",
        "\"weight\": 2 | \"weight\": \"2\" | `terms[0].weight`",
        "\"Age\" | \"Shoe size\" | one of Age, Gender",
        "\"suv\": 2.5 | \"suv\": null | `lesions.suv`",
        "0.4 | 1.4 | `lesions.fractionOfMaximum`",
        "0.5 | 1e999 | `intercept`",
        "\"intercept\" | \"interzept\" | `intercept`",
        "\"terms\" | \"tersm\" | `terms`",
        "\"lesions\" | \"lesion\" | `lesions`",
      })
  void namesThePlaceThatIsWrong(String right, String wrong, String message) {
    String model = MODEL.replace(right, wrong == null ? "" : wrong);

    assertThatThrownBy(() -> parse(model))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("coefficients.json")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"intercept\": NaN}", "{'intercept': 1}", "{} x", ""})
  void refusesModelFilesThatAreNotJsonToTheLetter(String json) {
    assertThatThrownBy(() -> parse(json)).hasMessageContaining("JSON");
  }

  private LinearModel parse(String json) throws Exception {
    Path file = Files.writeString(folder.resolve("coefficients.json"), json);
    return LinearModel.parse(JsonSection.read(file));
  }
}
