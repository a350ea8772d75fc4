package io.hecktor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hecktor.goal.ExplainGoal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The catalogue of errors: its numbers stay, and each is used and explained. */
class ErrorCodeTest {

  private static final Path PAGE = Path.of("src/site/markdown/errors.md");

  private static List<String> givenOut() throws IOException {
    try (var in = ErrorCodeTest.class.getResourceAsStream("error-codes.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    }
  }

  @Test
  void aNumberOnceGivenOutIsNeitherMovedNorUsedAgain() throws IOException {
    List<String> kept = givenOut();

    assertThat(kept.stream().map(line -> line.split(" ")[0]))
        .as("error-codes.txt, in order")
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(Arrays.stream(ErrorCode.values()).map(code -> code.text() + " " + code.name()))
        .as("the codes, and those of error-codes.txt")
        .containsExactlyElementsOf(kept.stream().filter(line -> !line.endsWith(" -")).toList());
  }

  @Test
  void everyCodeIsUsed() throws IOException {
    StringBuilder sources = new StringBuilder();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
        sources.append(Files.readString(file));
      }
    }
    String all = sources.toString();

    assertThat(ErrorCode.values())
        .allMatch(
            code -> Pattern.compile("ErrorCode\\." + code.name() + "\\b").matcher(all).find());
  }

  @ParameterizedTest
  @EnumSource
  void everyCodeHasItsEntryInTheCatalogue(ErrorCode code) throws Exception {
    List<String> entry = ExplainGoal.shipped().entry(code.text());

    assertThat(entry.get(0)).startsWith(code.text() + ": ").doesNotEndWith(".");
    assertThat(entry).anyMatch(line -> line.startsWith("Usual causes: ") && line.endsWith("."));
    assertThat(entry).anyMatch(line -> line.startsWith("What to do: ") && line.endsWith("."));
    assertThat(entry.stream().filter(line -> line.contains(code.text())))
        .as("the title and an example")
        .hasSizeGreaterThan(1);
  }

  @Test
  void theCatalogueHasNoEntryForWhatDoesNotExist() throws IOException {
    List<String> titles =
        Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("### ")).toList();

    assertThat(titles.stream().map(line -> line.substring(4, 12)))
        .containsExactlyElementsOf(Arrays.stream(ErrorCode.values()).map(ErrorCode::text).toList());
  }

  @Test
  void everyEntryCanBeLinkedTo() throws IOException {
    String page = Files.readString(PAGE);

    assertThat(ErrorCode.values())
        .allMatch(
            code -> page.contains("<a id=\"" + code.text().toLowerCase(java.util.Locale.ROOT)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"HECK-101", "heck-101", " 101 ", "HECK101"})
  void understandsACodeAsPeopleWriteIt(String said) {
    assertThat(ErrorCode.of(said)).contains(ErrorCode.TASK_MISSING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HECK-", "HECK-100", "TASK_MISSING", "1010"})
  void doesNotGuessACode(String said) {
    assertThat(ErrorCode.of(said)).isEmpty();
  }
}
