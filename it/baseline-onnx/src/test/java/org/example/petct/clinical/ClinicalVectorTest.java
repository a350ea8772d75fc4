package org.example.petct.clinical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.example.petct.InferenceException;
import org.example.petct.golden.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClinicalVectorTest {
  @TempDir Path folder;

  @Test
  void vectorsAreThoseOfTraining() throws Exception {
    Golden golden = Golden.read("clinical");
    ClinicalVector vector =
        JsonFile.read(Path.of("Task2/resources/clinical.json"), ClinicalVector.class);
    for (int n = 0; n < golden.list("records").size(); n++) {
      HealthRecord record = new HealthRecord(golden.list("records").get(n).getAsJsonObject());

      assertThat(vector.of(record))
          .hasSize(vector.length())
          .containsExactly(Golden.floats(golden.list("vectors").get(n)), Offset.offset(1e-6f));
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1.0, 1", "'\"1\"', 1", "true, 1", "false, 0", "'\" m1 \"', M1", "2.5, 2.5"})
  void aValueMeansTheSameInEveryForm(String json, String category) {
    assertThat(record("{\"key\": " + json + "}").category("key")).contains(category);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"key\": null}", "{\"key\": \"\"}", "{\"key\": NaN}", "{\"key\": []}"})
  void whatSaysNothingIsMissing(String json) {
    assertThat(record(json).category("key")).isEmpty();
    assertThat(record(json).number("key")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "null"})
  void namesARecordThatIsNone(String json) throws Exception {
    Path file = Files.writeString(folder.resolve("ehr.json"), json);

    assertThatThrownBy(() -> HealthRecord.read(file))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("ehr.json");
  }

  @Test
  void refusesAVectorWithoutItsParts() throws Exception {
    for (String json :
        List.of("{}", "{\"age\": {\"key\": \"Age\", \"deviation\": 0}, \"categories\": []}")) {
      Path file = Files.writeString(folder.resolve("clinical.json"), json);

      assertThatThrownBy(() -> JsonFile.read(file, ClinicalVector.class))
          .isInstanceOf(InferenceException.class)
          .hasMessageContaining("clinical.json` is no usable ClinicalVector");
    }
  }

  private static HealthRecord record(String json) {
    return new HealthRecord(JsonParser.parseString(json).getAsJsonObject());
  }
}
