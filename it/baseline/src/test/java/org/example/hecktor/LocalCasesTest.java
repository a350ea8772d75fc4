package org.example.hecktor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the program on every case that is kept with the project. */
class LocalCasesTest {
  @TempDir Path output;

  static List<LocalCase> cases() {
    return LocalCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void givesTheExpectedOutputAndNothingOnStandardError(LocalCase local) throws Exception {
    LocalCase.Run run = local.run(output);

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).endsWith("Done." + System.lineSeparator());
    assertThat(files(output)).isEqualTo(files(local.expected()));
    for (String file : files(output)) {
      compare(output.resolve(file), local.expected().resolve(file));
    }
  }

  static List<LocalCase> segmentations() {
    return LocalCase.all().stream().filter(local -> local.task() == 1).toList();
  }

  @ParameterizedTest
  @MethodSource("segmentations")
  void maskLiesExactlyOnTheCt(LocalCase local) throws Exception {
    local.run(output);
    Image ct = MetaImageReader.read(local.input().resolve("images/ct/ct.mha"));
    Image mask = MetaImageReader.read(output.resolve(files(output).get(0)));

    assertThat(mask.grid()).isEqualTo(ct.grid());
    assertThat(mask.header().geometry()).isEqualTo(ct.header().geometry());
    assertThat(mask.type()).isEqualTo(ElementType.MET_UCHAR);
    assertThat(IntStream.range(0, mask.grid().size().voxels()).mapToDouble(mask::at))
        .allMatch(label -> label == 0 || label == 1 || label == 2);
  }

  /** Compressed bytes differ between zlib versions, so an image is compared decoded. */
  private static void compare(Path file, Path expected) throws Exception {
    if (!file.toString().endsWith(".mha")) {
      assertThat(file).hasSameBinaryContentAs(expected);
      return;
    }
    Image image = MetaImageReader.read(file);
    assertThat(image.bytes()).isEqualTo(MetaImageReader.read(expected).bytes());
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
