package io.hecktor.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UnitsTest {

  @ParameterizedTest
  @CsvSource({"90s, PT90S", "15m, PT15M", "2h, PT2H", "15M, PT15M", "0s, PT0S"})
  void readsDurations(String text, Duration duration) {
    assertThat(Units.duration(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "15", "m", "15 m", "-1m", "1.5h", "15min", "15d", "PT15M", "1234567890s"})
  void refusesWhatIsNoDuration(String text) {
    assertThatThrownBy(() -> Units.duration(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("`" + text + "` is not a duration such as 90s, 15m or 2h");
  }

  @ParameterizedTest
  @CsvSource({
    "512, 512",
    "64k, 65536",
    "512m, 536870912",
    "16g, 17179869184",
    "16G, 17179869184",
    "999999999999, 999999999999"
  })
  void readsSizes(String text, long bytes) {
    assertThat(Units.bytes(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "g", "16 g", "16gb", "16GiB", "-1g", "1.5g", "16t", "999999999999g"})
  void refusesWhatIsNoSize(String text) {
    assertThatThrownBy(() -> Units.bytes(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("`" + text + "` is not a size such as 512m or 16g");
  }
}
