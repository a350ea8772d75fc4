package io.hecktor.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class LayerPlanTest {

  private static LayerEntry file(String path, int bytes) {
    return new LayerEntry.RegularFile(
        AbsoluteUnixPath.get(path), Modes.FILE, Owner.ROOT, new Content.OfBytes(new byte[bytes]));
  }

  private static LayerEntry folder(String path) {
    return new LayerEntry.Directory(AbsoluteUnixPath.get(path), Modes.FOLDER, Owner.ROOT);
  }

  private static LayerPlan plan(List<LayerEntry> entries) {
    return new LayerPlan("sample", entries, Instant.EPOCH);
  }

  @Test
  void sortsByNameWithParentsFirstWhateverTheOrder() {
    List<String> sorted = List.of("/a", "/a-b", "/a.d", "/a/c", "/a/c/d", "/aB", "/b", "/ü");
    List<LayerEntry> entries =
        new ArrayList<>(
            Stream.concat(
                    sorted.stream()
                        .filter(p -> !p.equals("/a") && !p.equals("/a/c"))
                        .map(p -> file(p, 1)),
                    Stream.of(folder("/a"), folder("/a/c")))
                .toList());
    for (int seed = 0; seed < 5; seed++) {
      Collections.shuffle(entries, new Random(seed));
      assertThat(plan(entries).entries().stream().map(entry -> entry.path().toString()))
          .containsExactlyElementsOf(sorted);
    }
  }

  @Test
  void refusesAPathTwice() {
    assertThatThrownBy(() -> plan(List.of(file("/a", 1), file("/b", 1), folder("/a"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("/a stands twice in sample");
  }

  @Test
  void countsTheBytesOfItsFiles() {
    assertThat(plan(List.of(file("/a", 3), folder("/d"), file("/b", 4))).contentBytes())
        .isEqualTo(7);
  }
}
