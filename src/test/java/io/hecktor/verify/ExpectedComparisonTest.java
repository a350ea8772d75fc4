package io.hecktor.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectedComparisonTest {

  @TempDir Path folder;

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "0.5                | 0.5               | ",
        "0.5                | 5e-1              | ",
        "1                  | 1.0               | ",
        "0.5                | 0.50004           | ",
        "0                  | 9e-7              | ",
        "0.5                | 0.501             | the value is 0.501, expected is 0.5",
        "0                  | 1e-5              | expected is 0",
        "true               | true              | ",
        "true               | false             | the value is false, expected is true",
        "\"T1\"             | \"T2\"            | expected is \"T1\"",
        "{\"a\":1,\"b\":2}  | {\"b\":2,\"a\":1} | ",
        "{\"a\":1,\"b\":2}  | {\"a\":1}         | `b` in the value is missing",
        "{\"a\":1}          | {\"a\":1,\"b\":2} | `b` in the value is new",
        "[1,2]              | [1,2,3]           | has 3 elements",
        "[1,{\"a\":2}]      | [1,{\"a\":3}]     | `a` in [1] of the value is 3",
        "1                  | \"1\"             | expected is 1",
        "1                  | nonsense          | the run's is no JSON",
      })
  void comparesJsonByValue(String expected, String actual, String said) throws IOException {
    Run run = new Run(folder).wrote("extra.json", actual).expecting("extra.json", utf8(expected));
    List<RunFinding.Violation> found = run.judged().violations();
    if (said == null) {
      assertThat(found).isEmpty();
    } else {
      assertThat(found).hasSize(1);
      assertThat(found.get(0).subject()).isEqualTo("extra.json differs from expected");
      assertThat(found.get(0).evidence()).contains(said);
      assertThat(found.get(0).fix()).contains("`Task1/test/cases/small/expected/extra.json`");
    }
  }

  private Run masks(Mha expected, Mha actual) throws IOException {
    return new Run(folder, Run.MASK)
        .wrote(Run.MASKS + "/f00d.mha", actual.bytes())
        .expecting(Run.MASKS + "/output.mha", expected.bytes());
  }

  @Test
  void comparesMasksWhateverTheirNamesAndCompression() throws IOException {
    assertThat(masks(Mha.mask().zlib(), Mha.mask()).judged().findings()).isEmpty();
  }

  @Test
  void measuresEachLabelsOverlap() throws IOException {
    RunFinding.Violation found =
        masks(Mha.mask(), Mha.mask().voxel(6, 0).voxel(7, 1)).judged().violations().get(0);
    assertThat(found.evidence())
        .isEqualTo("label 1 has Dice 0.5000 (2 voxels, expected 2); at least 0.99 is asked for.");
  }

  @Test
  void seesALabelThatIsGoneOrNew() throws IOException {
    assertThat(masks(Mha.mask(), Mha.mask().voxel(17, 0)).judged().violations().get(0).evidence())
        .contains("label 2 has Dice 0.0000 (0 voxels, expected 1)");
  }

  @Test
  void comparesGeometry() throws IOException {
    Run run = masks(Mha.mask().set("Offset", "0 0 0"), Mha.mask());
    assertThat(run.judged().violations().get(0).evidence())
        .contains("Offset is -10 20.5 -3, not 0 0 0");
  }

  @Test
  void toleratesAFewVoxelsOfALargeLabel() throws IOException {
    byte[] voxels = new byte[1000];
    java.util.Arrays.fill(voxels, (byte) 1);
    Mha expected = Mha.mask().set("DimSize", "10 10 10").voxels(voxels);
    Mha actual = Mha.mask().set("DimSize", "10 10 10").voxels(voxels).voxel(3, 0).voxel(9, 0);
    Run run = masks(expected, actual);
    Mha.mask().set("DimSize", "10 10 10").at(run.input().resolve("images/ct/x.mha"));
    assertThat(run.judged().findings()).isEmpty();
  }

  @Test
  void doesNotBlameTheProgramForABrokenExpectation() throws IOException {
    CaseResult result =
        masks(Mha.mask().cutTo(3), Mha.mask())
            .expecting("rfs.json", utf8("{"))
            .wrote("rfs.json", "1")
            .judged();
    assertThat(result.passed()).isTrue();
    assertThat(result.notChecked())
        .extracting(RunFinding.NotChecked::reason)
        .anyMatch(reason -> reason.contains("/expected/rfs.json`: it is no JSON"))
        .anyMatch(reason -> reason.contains("/expected/" + Run.MASKS + "/output.mha`: it holds 3"));
  }

  @Test
  void comparesOtherFilesByteByByte() throws IOException {
    Run run = new Run(folder).wrote("notes.txt", "abcd").expecting("notes.txt", utf8("abXd"));
    assertThat(run.judged().violations().get(0).evidence())
        .isEqualTo("The first byte that differs is at 2.");
    run.wrote("notes.txt", "abXd");
    assertThat(run.judged().violations()).isEmpty();
    run.wrote("notes.txt", "abXde");
    assertThat(run.judged().violations().get(0).evidence()).contains("is at 4.");
  }

  @Test
  void missesAFileOnce() throws IOException {
    Run run =
        new Run(folder, Run.RFS, Run.MASK)
            .expecting("rfs.json", utf8("1"))
            .expecting("notes.txt", utf8("1"))
            .expecting(".gitkeep", utf8(""))
            .expecting(Run.MASKS + "/output.mha", Mha.mask().bytes());
    assertThat(run.judged().violations())
        .extracting(RunFinding.Violation::subject)
        .containsExactly(
            "rfs.json is missing", Run.MASKS + " holds no image", "notes.txt is missing");
  }

  @Test
  void comparesNoLinkedFile() throws IOException {
    Run run = new Run(folder).expecting("notes.txt", utf8("secret"));
    java.nio.file.Files.writeString(folder.resolve("secret"), "secret");
    run.linked("notes.txt", "../secret");
    assertThat(run.judged().violations())
        .extracting(RunFinding.Violation::subject)
        .containsExactly("notes.txt is a symbolic link", "notes.txt is missing");
  }
}
