package io.hecktor.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MaskOutputTest {

  @TempDir Path folder;
  private Run run;

  @BeforeEach
  void start() throws IOException {
    run = new Run(folder, Run.MASK);
  }

  private CaseResult judged(Mha mha) throws IOException {
    return run.wrote(Run.MASKS + "/output.mha", mha.bytes()).judged();
  }

  static Stream<Arguments> good() throws IOException {
    return Stream.of(
        Arguments.of("raw", Mha.mask()),
        Arguments.of("zlib", Mha.mask().zlib()),
        Arguments.of("zlib without its size", Mha.mask().zlib().without("CompressedDataSize")),
        Arguments.of("gzip, which MetaIO inflates too", Mha.mask().gzip()),
        Arguments.of("signed bytes", Mha.mask().set("ElementType", "MET_CHAR")),
        Arguments.of("all background", Mha.mask().voxels(new byte[24])),
        Arguments.of("one channel said", Mha.mask().set("ElementNumberOfChannels", "1")),
        Arguments.of("an unknown key", Mha.mask().set("Comment", "ünïcode")),
        Arguments.of("other names", Mha.mask().without("Offset").set("Position", "-10 20.5 -3")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void good(String name, Mha mha) throws IOException {
    assertThat(judged(mha).findings()).isEmpty();
  }

  static Stream<Arguments> bad() throws IOException {
    byte[] noise = new byte[30];
    java.util.Arrays.fill(noise, (byte) 0x55);
    return Stream.of(
        row("label 3", Mha.mask().voxel(3, 3), "has the label 3 (1 voxel)"),
        row("label 255", Mha.mask().voxel(3, 255), "has the label 255 (1 voxel)"),
        row("-1", Mha.mask().set("ElementType", "MET_CHAR").voxel(3, 255), "has the label -1"),
        row("16 bits", Mha.mask().set("ElementType", "MET_SHORT"), "has voxels of MET_SHORT"),
        row("floats", Mha.mask().set("ElementType", "MET_FLOAT"), "has voxels of MET_FLOAT"),
        row("channels", Mha.mask().set("ElementNumberOfChannels", "3"), "with 3 channels"),
        row("no BinaryData", Mha.mask().without("BinaryData"), "no `BinaryData = True`"),
        row("cut raw", Mha.mask().cutTo(20), "cannot be read"),
        row("no data", Mha.mask().cutTo(0), "cannot be read"),
        row("cut zlib", cutZlib(), "cannot be read"),
        row("noise", Mha.mask().set("CompressedData", "True").voxels(noise), "cannot be read"),
        row("size", Mha.mask().zlib().set("CompressedDataSize", "999"), "cannot be read"),
        row("outside", Mha.mask().set("ElementDataFile", "output.raw"), "cannot be read"),
        row("5 dims", Mha.mask().set("NDims", "5"), "cannot be read"),
        row("1 dim", Mha.mask().set("NDims", "1"), "cannot be read"),
        row("too few sizes", Mha.mask().set("DimSize", "4 3"), "cannot be read"),
        row("size 0", Mha.mask().set("DimSize", "4 3 0"), "cannot be read"),
        row("NaN origin", Mha.mask().set("Offset", "0 NaN 0"), "cannot be read"),
        row("long line", Mha.mask().set("Comment", "x".repeat(10_000)), "cannot be read"),
        row("no header", Mha.mask().without("ElementDataFile"), "cannot be read"),
        row("swapped", Mha.mask().set("DimSize", "2 3 4"), "is not where"),
        row("moved", Mha.mask().set("Offset", "-10 20.5 -2"), "is not where"),
        row("scaled", Mha.mask().set("ElementSpacing", "1 1 3"), "is not where"),
        row("turned", Mha.mask().set("TransformMatrix", "-1 0 0 0 -1 0 0 0 1"), "is not where"),
        row("defaults", Mha.mask().without("Offset").without("ElementSpacing"), "is not where"));
  }

  private static Mha cutZlib() throws IOException {
    Mha whole = Mha.mask().zlib();
    return whole.cutTo(8).set("CompressedDataSize", "8");
  }

  private static Arguments row(String name, Mha mha, String said) {
    return Arguments.of(name, mha, said);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void bad(String name, Mha mha, String said) throws IOException {
    List<RunFinding.Violation> violations = judged(mha).violations();
    assertThat(violations).as(name).hasSize(1);
    assertThat(violations.get(0).rule()).isEqualTo(RunRule.OUTPUT);
    assertThat(violations.get(0).subject()).contains("output.mha").contains(said);
  }

  @Test
  void namesEveryFaultOfOneImage() throws IOException {
    Mha mha = Mha.mask().set("Offset", "0 0 0").voxel(1, 9).voxel(2, 7);
    assertThat(judged(mha).violations())
        .extracting(RunFinding.Violation::subject)
        .anyMatch(subject -> subject.contains("is not where"))
        .anyMatch(subject -> subject.contains("label 7 (1 voxel), 9 (1 voxel)"));
  }

  @Test
  void takesNiftiAndJsonForNoImages() throws IOException {
    for (byte[] content : List.of(new byte[20_000], "{}".getBytes(StandardCharsets.UTF_8))) {
      CaseResult result = run.wrote(Run.MASKS + "/output.mha", content).judged();
      assertThat(result.violations().get(0).evidence())
          .contains("No output images could be imported from '" + Run.MASKS + "'");
    }
  }

  @Test
  void toleratesSinglePrecisionAndWarnsThatItkDoesNot() throws IOException {
    CaseResult exact = judged(Mha.mask().set("Offset", "-10.0000001 20.5 -3"));
    assertThat(exact.findings()).isEmpty();
    CaseResult rough = judged(Mha.mask().set("Offset", "-10.0002 20.5 -3"));
    assertThat(rough.passed()).isTrue();
    assertThat(rough.warnings().get(0).subject()).contains("rounding error");
  }

  @Test
  void doesNotReadWhatABombClaims() throws IOException {
    Mha bomb = Mha.mask().set("DimSize", "2147483647 2147483647 2147483647").zlib();
    assertThat(judged(bomb).violations())
        .extracting(RunFinding.Violation::subject)
        .anyMatch(subject -> subject.contains("claims more than"));
  }

  @Test
  void warnsOfBytesBehindTheVoxels() throws IOException {
    CaseResult result = judged(Mha.mask().cutTo(30));
    assertThat(result.passed()).isTrue();
    assertThat(result.warnings().get(0).subject()).contains("more bytes than voxels");
  }

  @Test
  void saysWhenTheInputGivesNoGeometry() throws IOException {
    Files.delete(run.input().resolve("images/ct/x.mha"));
    CaseResult result = judged(Mha.mask());
    assertThat(result.passed()).isTrue();
    assertThat(result.notChecked().get(0).reason()).contains("holds 0 `.mha` files in images/ct");
  }

  @Test
  void judgesTwoDimensionsLikeThree() throws IOException {
    Mha flat =
        Mha.mask()
            .set("NDims", "2")
            .set("DimSize", "6 4")
            .set("Offset", "0 0")
            .set("ElementSpacing", "1 1")
            .set("TransformMatrix", "1 0 0 1");
    flat.at(run.input().resolve("images/ct/x.mha"));
    assertThat(judged(flat).findings()).isEmpty();
    assertThat(judged(Mha.mask()).violations()).hasSize(1);
  }

  @Test
  void takesOneImageOnly() throws IOException {
    run.wrote(Run.MASKS + "/second.mha", Mha.mask().bytes());
    assertThat(judged(Mha.mask()).violations().get(0).evidence())
        .contains("Only 1 image should be produced in '" + Run.MASKS + "', we found 2");
  }

  @Test
  void countsHiddenImages() throws IOException {
    run.wrote(Run.MASKS + "/.output.mha", Mha.mask().bytes());
    assertThat(judged(Mha.mask()).violations().get(0).subject()).contains("holds 2 images");
  }

  @Test
  void takesAnyNameAndWarnsOfOtherFilesBesideIt() throws IOException {
    run.wrote(Run.MASKS + "/notes.txt", "x").wrote(Run.MASKS + "/3f2a.MHA", Mha.mask().bytes());
    CaseResult result = run.judged();
    assertThat(result.passed()).isTrue();
    assertThat(result.warnings()).hasSize(1);
    assertThat(result.warnings().get(0).evidence()).contains("notes.txt").doesNotContain("3f2a");
  }

  @Test
  void namesOtherFormatsInPlaceOfTheImage() throws IOException {
    run.wrote(Run.MASKS + "/output.nii.gz", "x");
    RunFinding.Violation violation = run.judged().violations().get(0);
    assertThat(violation.subject()).isEqualTo(Run.MASKS + " holds no image");
    assertThat(violation.evidence())
        .contains("`/tmp/output/" + Run.MASKS + "/output.nii.gz`")
        .contains("No output images could be imported");
  }

  @Test
  void stopsCountingFilesWhereThePlatformDoes() throws IOException {
    for (int i = 0; i < 1001; i++) {
      run.wrote(Run.MASKS + "/" + i + ".txt", "x");
    }
    assertThat(judged(Mha.mask()).violations().get(0).evidence())
        .contains("Too many files produced in '" + Run.MASKS + "'");
  }

  @Test
  void readsADeflatedVolumeOfAScansSizeInAStream() throws IOException {
    Mha large = Mha.mask().set("DimSize", "512 512 60").voxels(new byte[512 * 512 * 60]).zlib();
    large.at(run.input().resolve("images/ct/x.mha"));
    assertThat(judged(large).findings()).isEmpty();
  }
}
