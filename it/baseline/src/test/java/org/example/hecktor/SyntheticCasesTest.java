package org.example.hecktor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SyntheticCasesTest {
  @TempDir Path folder;

  static Stream<Map.Entry<String, byte[]>> files() {
    return SyntheticCases.files().entrySet().stream();
  }

  @ParameterizedTest
  @MethodSource("files")
  void committedFileIsWhatTheGeneratorMakes(Map.Entry<String, byte[]> file) throws Exception {
    Path committed = Path.of(file.getKey());
    if (!file.getKey().endsWith(".mha")) {
      assertThat(committed).hasBinaryContent(file.getValue());
      return;
    }
    Image image = MetaImageReader.read(committed);
    Image made = MetaImageReader.read(Files.write(folder.resolve("made.mha"), file.getValue()));
    assertThat(meaning(image)).isEqualTo(meaning(made));
    assertThat(image.bytes()).isEqualTo(made.bytes());
  }

  /** All tags but the compressed size, which differs between zlib versions. */
  private static Map<String, String> meaning(Image image) {
    Map<String, String> tags = new TreeMap<>(image.header().tags());
    tags.remove("CompressedDataSize");
    return tags;
  }

  @Test
  void noOtherInputIsCommitted() throws IOException {
    TreeSet<String> committed = new TreeSet<>();
    for (LocalCase local : LocalCase.all()) {
      try (Stream<Path> files = Files.walk(local.input())) {
        files.filter(Files::isRegularFile).map(Path::toString).forEach(committed::add);
      }
    }
    assertThat(committed).isEqualTo(new TreeSet<>(SyntheticCases.files().keySet()));
  }

  @Test
  void stubHasTheSizeOfThePlatforms() {
    assertThat(MhaBuilder.stub().bytes()).hasSize(282);
  }

  @Test
  void segmentationFindsTheSpheresThatWerePutIn() throws Exception {
    Image mask =
        MetaImageReader.read(
            Path.of("Task1/test/expected/images/tumor-lymph-node-segmentation/output.mha"));
    assertThat(dice(mask, 1, SyntheticCases.PRIMARY)).isGreaterThan(0.85);
    assertThat(dice(mask, 2, SyntheticCases.NODE)).isGreaterThan(0.85);
  }

  /** Twice the overlap over the sum of both volumes, 0 to 1. */
  private static double dice(Image mask, int label, Phantom.Sphere sphere) {
    int[] inSphere = voxels(mask).filter(v -> sphere.contains(centre(mask, v))).toArray();
    long overlap = IntStream.of(inSphere).filter(v -> mask.at(v) == label).count();
    long labelled = voxels(mask).filter(v -> mask.at(v) == label).count();
    return 2.0 * overlap / (labelled + inSphere.length);
  }

  private static IntStream voxels(Image image) {
    return IntStream.range(0, image.grid().size().voxels());
  }

  private static Vec centre(Image image, int voxel) {
    Size size = image.grid().size();
    int row = voxel / size.x();
    return image.grid().toPatient(new Vec(voxel % size.x(), row % size.y(), row / size.y()));
  }
}
