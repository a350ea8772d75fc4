package org.example.hecktor2026;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.example.petct.evaluate.Overlap;
import org.example.petct.evaluate.Truth;
import org.example.petct.image.MetaImage;
import org.example.petct.image.MetaImageReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeTaskTest {
  private static final Path TEST = Path.of("Task/test");

  @TempDir Path output;

  @ParameterizedTest
  @ValueSource(strings = {"", "cases/sanity-2", "cases/sanity-3", "cases/grown-into-jaw"})
  void aSanityCaseGetsItsMaskAndItsStages(String name) throws Exception {
    Path folder = TEST.resolve(name);
    assertThat(run(folder.resolve("input"), "Task/model")).isEmpty();
    Truth truth = Truth.of(folder);
    MetaImage expected = MetaImageReader.read(Truth.mask(folder));
    MetaImage mask =
        MetaImageReader.read(output.resolve("images/head-neck-tumor-segmentation/output.mha"));

    assertThat(Overlap.of(1, expected, mask).dice()).isGreaterThan(0.8);
    assertThat(Overlap.of(2, expected, mask).dice()).isGreaterThan(0.8);
    assertThat(output.resolve("t-stage.json")).hasContent('"' + truth.tStage() + '"');
    assertThat(output.resolve("n-stage.json")).hasContent('"' + truth.nStage() + '"');
    assertThat(Double.parseDouble(Files.readString(output.resolve("rfs.json"))))
        .isBetween(1.0, 36_500.0);
  }

  @Test
  void placeholdersGetAnEmptyMaskAndTheRestFromTheHealthRecord() throws Exception {
    assertThat(run(TEST.resolve("cases/stub-2d/input"), "Task/model")).isEmpty();

    assertThat(output.resolve("n-stage.json")).hasContent("\"N0\"");
    assertThat(output.resolve("rfs.json")).exists();
  }

  @Test
  void namesAModelFolderThatIsNotThere() {
    assertThat(run(TEST.resolve("input"), "Task/none"))
        .contains("Task/none` (from HECKTOR_MODEL) is not a directory.");
  }

  /** What stands on standard error. */
  private String run(Path input, String model) {
    Map<String, String> environment = new HashMap<>();
    environment.put("HECKTOR_INPUT", input.toString());
    environment.put("HECKTOR_OUTPUT", output.toString());
    environment.put("HECKTOR_MODEL", model);
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        Main.PROGRAM.run(
            environment, new PrintStream(new ByteArrayOutputStream()), new PrintStream(err, true));
    assertThat(exitCode).isEqualTo(err.size() == 0 ? 0 : 1);
    return err.toString();
  }
}
