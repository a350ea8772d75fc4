package io.hecktor.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.ProjectException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputTimestampTest {

  @ParameterizedTest
  @CsvSource({
    "2025-07-01T00:00:00Z, 2025-07-01T00:00:00Z",
    "2025-07-01T02:00:00+02:00, 2025-07-01T00:00:00Z",
    "2025-07-01T00:00:00.999Z, 2025-07-01T00:00:00Z",
    "1751328000, 2025-07-01T00:00:00Z"
  })
  void readsIsoTimesAndSecondsAndDropsFractions(String text, Instant expected) throws Exception {
    assertThat(OutputTimestamp.parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " ", "x"})
  void isOneSecondAfterTheEpochWhereNoneIsGiven(String text) throws Exception {
    assertThat(OutputTimestamp.parse(text)).isEqualTo(Instant.ofEpochSecond(1));
  }

  @Test
  void namesThePropertyThatIsWrong() {
    assertThatThrownBy(() -> OutputTimestamp.parse("yesterday"))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("project.build.outputTimestamp is `yesterday`");
  }
}
