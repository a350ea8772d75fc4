package io.hecktor.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.ProjectException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CasesTest {

  @TempDir Path folder;

  private Path task() {
    return folder.resolve("Task1");
  }

  private void file(String path) throws IOException {
    Path file = task().resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "x");
  }

  @Test
  void findsTheInputFirstAndTheCasesByName() throws Exception {
    file("test/cases/b/input/ehr.json");
    file("test/cases/a/input/ehr.json");
    file("test/cases/a/expected/rfs.json");
    file("test/cases/README.md");
    file("test/cases/.git/x");
    file("test/input/ehr.json");
    file("test/expected/rfs.json");
    assertThat(Cases.find(task()))
        .extracting(LocalCase::name, LocalCase::label, one -> one.expected().isPresent())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("input", "Task1/test", true),
            org.assertj.core.groups.Tuple.tuple("a", "Task1/test/cases/a", true),
            org.assertj.core.groups.Tuple.tuple("b", "Task1/test/cases/b", false));
    assertThat(Cases.find(task()).get(1).input())
        .isEqualTo(task().resolve("test/cases/a/input").toAbsolutePath());
  }

  @Test
  void takesTheFoldersOfTheTemplateOf2026WithinTheInputForCases() throws Exception {
    file("test/input/interf0/ehr.json");
    file("test/input/interf0/inputs.json");
    file("test/cases/a/input/ehr.json");

    assertThat(Cases.find(task()))
        .extracting(LocalCase::name, one -> task().toAbsolutePath().relativize(one.input()))
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("interf0", Path.of("test/input/interf0")),
            org.assertj.core.groups.Tuple.tuple("a", Path.of("test/cases/a/input")));
  }

  @Test
  void takesTheInputForTheCaseWhereItHoldsMoreThanTheTemplatesFolders() throws Exception {
    file("test/input/interf0/ehr.json");
    file("test/input/ehr.json");

    assertThat(Cases.find(task())).extracting(LocalCase::name).containsExactly("input");
  }

  @Test
  void refusesTwoCasesOfOneName() throws Exception {
    file("test/input/interf0/ehr.json");
    file("test/cases/interf0/input/ehr.json");

    assertThatThrownBy(() -> Cases.find(task()))
        .hasMessageContaining("are cases of one name")
        .hasMessageContaining("mv Task1/test/cases/interf0 Task1/test/cases/interf0-1");
  }

  @Test
  void needsNoMainInput() throws Exception {
    file("test/cases/a/input/ehr.json");
    assertThat(Cases.find(task())).hasSize(1);
  }

  @Test
  void takesACaseThatIsALinkOfTheUsers() throws Exception {
    file("data/input/ehr.json");
    Files.createDirectories(task().resolve("test/cases"));
    Files.createSymbolicLink(task().resolve("test/cases/linked"), Path.of("../../data"));
    assertThat(Cases.find(task())).extracting(LocalCase::name).containsExactly("linked");
  }

  @ParameterizedTest
  @CsvSource({
    "resources/x,            holds no case",
    "test/cases/a/ehr.json,  has no folder `input`",
    "test/cases/input/input/ehr.json, is a case named `input`",
    "test/cases/report.json/input/ehr.json, is a case named `report.json`",
    "test/cases/TEST-hecktor-task1.xml/input/ehr.json, is a case named `TEST-hecktor-task1.xml`",
    "test/input,             is no folder",
    "test/cases/a/input,     is no folder",
  })
  void saysWhatIsWrongWithTheFolders(String path, String what) throws IOException {
    file(path);
    assertThatThrownBy(() -> Cases.find(task()))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining(what)
        .hasMessageContaining("`Task1/test")
        .hasMessageNotContaining(folder.toString());
  }

  @ParameterizedTest
  @CsvSource({"test/input", "test/cases/a/input"})
  void refusesAnEmptyInput(String path) throws IOException {
    Files.createDirectories(task().resolve(path));
    assertThatThrownBy(() -> Cases.find(task()))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("`Task1/" + path + "` is empty.");
  }

  @Test
  void refusesAnEmptyExpectation() throws IOException {
    file("test/input/ehr.json");
    Files.createDirectories(task().resolve("test/expected"));
    assertThatThrownBy(() -> Cases.find(task())).hasMessageContaining("`Task1/test/expected`");
  }
}
