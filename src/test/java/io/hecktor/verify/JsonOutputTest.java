package io.hecktor.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.hecktor.challenge.OutputShape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonOutputTest {

  @TempDir Path folder;

  private CaseResult judged(OutputShape shape, byte[] content) throws IOException {
    return new Run(folder, shape).wrote(shape.path(), content).judged();
  }

  private CaseResult judged(OutputShape shape, String content) throws IOException {
    return judged(shape, content.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0.5", "-0.396", "1", " 12e-3\n", "1E5", "0", "-0.0", "123456789012345678901"})
  void takesFiniteNumbers(String content) throws IOException {
    assertThat(judged(Run.RFS, content).findings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "NaN        | holds NaN",
        "-Infinity  | holds -Infinity",
        "null       | holds null",
        "1e999      | which is not finite",
        "-1e400     | which is not finite",
        "nan        | which is no JSON",
        "inf        | which is no JSON",
        "0,5        | which is no JSON",
        ".5         | which is no JSON",
        "1 2        | which is no JSON",
        "{\"rfs\": 0.5} | not a bare number",
        "[0.5]      | not a bare number",
        "\"0.5\"    | not a bare number",
        "true       | not a bare number",
      })
  void refusesWhatIsNoFiniteNumber(String content, String said) throws IOException {
    CaseResult result = judged(Run.RFS, content);
    assertThat(result.violations()).hasSize(1);
    assertThat(result.violations().get(0).rule()).isEqualTo(RunRule.OUTPUT);
    assertThat(result.violations().get(0).subject()).contains("rfs.json").contains(said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false", "true\n"})
  void takesTruths(String content) throws IOException {
    assertThat(judged(Run.HPV, content).findings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "1", "\"true\"", "True", "null", "{}", "[true]", "{\"hpv\": true}", "yes"})
  void refusesWhatIsNoTruth(String content) throws IOException {
    assertThat(judged(Run.HPV, content).violations()).hasSize(1);
  }

  @Test
  void quotesThePlatformOnTheWrongType() throws IOException {
    assertThat(judged(Run.HPV, "1").violations().get(0).evidence())
        .contains(
            "The output file 'hpv-status.json' is not valid. JSON does not fulfill schema:"
                + " instance is not of type 'boolean'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"T1\" | 0",
        "\"T4\" | 0",
        "\"t1\" | 1",
        "\"T5\" | 1",
        "T1 | 1",
        "1 | 1",
        "[\"T1\"] | 1",
      })
  void takesTheListedStringsAlone(String content, int violations) throws IOException {
    assertThat(judged(Run.STAGE, content).violations()).hasSize(violations);
  }

  @Test
  void tellsOddBytesApart() throws IOException {
    assertThat(judged(Run.RFS, "").violations().get(0).subject()).endsWith("is empty");
    assertThat(judged(Run.RFS, " \n").violations().get(0).subject()).endsWith("is empty");
    assertThat(judged(Run.RFS, "\ufeff0.5").violations().get(0).subject())
        .contains("byte order mark");
    assertThat(judged(Run.RFS, new byte[] {(byte) 0xff, '1'}).violations().get(0).subject())
        .endsWith("is not UTF-8");
    assertThat(judged(Run.RFS, "0.5".getBytes(StandardCharsets.UTF_16LE)).violations()).hasSize(1);
  }

  @Test
  void readsNoLongFile() throws IOException {
    CaseResult result = judged(Run.RFS, " ".repeat(2 << 20) + "1");
    assertThat(result.violations().get(0).subject()).contains("bytes long");
  }

  @Test
  void survivesDeepNestingAndLongNumbers() throws IOException {
    assertThat(judged(Run.RFS, "[".repeat(500_000)).violations()).hasSize(1);
    assertThat(judged(Run.RFS, "1".repeat(500_000)).violations()).hasSize(1);
    assertThat(judged(Run.RFS, "1e999999999").violations()).hasSize(1);
  }
}
