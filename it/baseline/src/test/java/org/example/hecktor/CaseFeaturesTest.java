package org.example.hecktor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaseFeaturesTest {
  @TempDir Path folder;

  @Test
  void readsEveryKeyAndIgnoresOthers() throws Exception {
    Map<Feature, Double> features =
        clinical(
            """
            {"CenterID": 5, "Age": 63.5, "Gender": 1, "Tobacco Consumption": 0,
             "Alcohol Consumption": 1, "Performance Status": 2, "Treatment": 1, "M-stage": "M1"}
            """);

    assertThat(features)
        .containsExactly(
            Map.entry(Feature.AGE, 63.5),
            Map.entry(Feature.GENDER, 1.0),
            Map.entry(Feature.TOBACCO, 0.0),
            Map.entry(Feature.ALCOHOL, 1.0),
            Map.entry(Feature.PERFORMANCE_STATUS, 2.0),
            Map.entry(Feature.TREATMENT, 1.0),
            Map.entry(Feature.M_STAGE, 1.0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"Age\": null}",
        "{\"Age\": NaN}",
        "{\"Age\": Infinity}",
        "{\"Age\": \"unknown\"}",
        "{\"Age\": \"\"}",
        "{\"Age\": [63]}",
        "{\"Age\": {\"years\": 63}}",
        "{\"Age\": 1e999}",
        "{\"M-stage\": \"Mx\"}",
      })
  void valueThatMeansNothingIsMissing(String json) throws Exception {
    assertThat(clinical(json)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'\"M0\"', 0", "'\"m1\"', 1", "'\" M1b \"', 1", "0, 0", "1, 1"})
  void readsTheStage(String json, double expected) throws Exception {
    assertThat(clinical("{\"M-stage\": " + json + "}")).containsEntry(Feature.M_STAGE, expected);
  }

  @ParameterizedTest
  @CsvSource({"'\"63\"', 63", "true, 1", "false, 0", "-0.5, -0.5"})
  void readsNumbersInOtherClothes(String json, double expected) throws Exception {
    assertThat(clinical("{\"Age\": " + json + "}")).containsEntry(Feature.AGE, expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "63", "{\"Age\": 63", "{} {}", "{\"Age\" 63}"})
  void refusesARecordThatIsNoJsonObject(String json) {
    assertThatThrownBy(() -> clinical(json))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("ehr.json");
  }

  private Map<Feature, Double> clinical(String json) throws Exception {
    Path file = Files.writeString(folder.resolve("ehr.json"), json);
    return CaseFeatures.clinical(JsonSection.readLenient(file));
  }
}
