package org.example.petct.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.example.petct.image.MhaBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  @TempDir Path folder;

  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void environmentOfTask2WithTheStub() throws IOException {
    copy(Path.of("Task2/test/cases/stub-2d/input"), folder.resolve("input"));
    Files.createDirectory(folder.resolve("output"));
    environment.put("HECKTOR_TASK", "task2");
    environment.put("HECKTOR_INPUT", folder.resolve("input").toString());
    environment.put("HECKTOR_OUTPUT", folder.resolve("output").toString());
    environment.put("HECKTOR_RESOURCES", "Task2/resources");
  }

  @Test
  void followsLinksToInputAndOutput() throws IOException {
    Path input = Files.createSymbolicLink(folder.resolve("in"), folder.resolve("input"));
    Path output = Files.createSymbolicLink(folder.resolve("out"), folder.resolve("output"));
    environment.put("HECKTOR_INPUT", input.toString());
    environment.put("HECKTOR_OUTPUT", output.toString());

    assertThat(LocalCase.Run.of(environment).err()).isEmpty();
    assertThat(folder.resolve("output/rfs.json")).exists();
  }

  @Test
  void writesAFiniteNumberAndNothingElse() throws IOException {
    LocalCase.Run.of(environment);

    assertThat(Double.parseDouble(Files.readString(folder.resolve("output/rfs.json")))).isFinite();
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("input", "output");
    assertThat(folder.resolve("output").toFile().list()).containsExactly("rfs.json");
  }

  @Test
  void anyFileNameWillDo() throws IOException {
    Path ct = folder.resolve("input/images/ct");
    Files.move(ct.resolve("ct.mha"), ct.resolve("0f9c6a52-9d1e-4f5c-8f53-1b2d3c4e5f60.MHA"));

    assertThat(LocalCase.Run.of(environment).exitCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"HECKTOR_TASK", "HECKTOR_INPUT", "HECKTOR_OUTPUT", "HECKTOR_RESOURCES"})
  void namesTheVariableThatIsNotSet(String name) {
    environment.remove(name);

    assertFailsWith("The environment variable " + name + " is not set.");
  }

  @Test
  void namesATaskThatItDoesNotKnow() {
    environment.put("HECKTOR_TASK", "task4");

    assertFailsWith("HECKTOR_TASK is `task4`");
  }

  @Test
  void namesADirectoryThatIsNotThere() {
    environment.put("HECKTOR_RESOURCES", folder.resolve("none").toString());

    assertFailsWith("none` (from HECKTOR_RESOURCES) is not a directory.");
  }

  @Test
  void namesAMissingModelFile() {
    environment.put("HECKTOR_RESOURCES", folder.toString());

    assertFailsWith("clinical.json` cannot be read (NoSuchFileException).");
  }

  @Test
  void namesAMissingImageFolder() throws IOException {
    Files.delete(folder.resolve("input/images/pet/pet.mha"));
    Files.delete(folder.resolve("input/images/pet"));

    assertFailsWith("pet` cannot be listed.");
  }

  @Test
  void refusesToChooseBetweenTwoImages() throws IOException {
    Path ct = folder.resolve("input/images/ct");
    Files.copy(ct.resolve("ct.mha"), ct.resolve("second.mha"));

    assertFailsWith("ct` holds 2 .mha files where one is expected.");
  }

  @Test
  void failsInOneLineWhateverTheInputSays() throws IOException {
    Files.write(
        folder.resolve("input/images/ct/ct.mha"), MhaBuilder.stub().tag("DimSize", "1\rx").bytes());

    assertFailsWith("has DimSize");
  }

  @Test
  void leavesNoPartOfAnOutputThatCannotBeWritten() throws IOException {
    Files.createDirectories(folder.resolve("output/rfs.json/in-the-way"));

    assertFailsWith("rfs.json` cannot be written (DirectoryNotEmptyException).");
    assertThat(folder.resolve("output")).isDirectoryNotContaining("glob:**.part");
  }

  private void assertFailsWith(String message) {
    LocalCase.Run run = LocalCase.Run.of(environment);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains(message).endsWith("." + System.lineSeparator());
    assertThat(run.err().lines()).hasSize(1);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }
}
