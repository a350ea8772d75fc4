package io.hecktor.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@link OutlineTracer}. */
final class OutlineTracerTest {

  private static Optional<String> path(String... rows) {
    return OutlineTracer.trace(rows[0].length(), rows.length, (x, y) -> rows[y].charAt(x) == '#')
        .path();
  }

  @Test
  void drawsNothingAroundNothing() {
    assertThat(path("...", "...")).isEmpty();
  }

  @Test
  void goesAroundAVoxel() {
    assertThat(path("...", ".#.")).contains("M1 1h1v1h-1v-1z");
  }

  @Test
  void joinsStraightParts() {
    assertThat(path("###", "###")).contains("M0 0h3v2h-3v-2z");
  }

  @Test
  void goesAroundAHoleTheOtherWay() {
    assertThat(path("###", "#.#", "###")).contains("M0 0h3v3h-3v-3zM1 1v1h1v-1h-1z");
  }

  @Test
  void keepsVoxelsApartThatTouchAtACorner() {
    assertThat(path("#.", ".#")).contains("M0 0h1v1h-1v-1zM1 1h1v1h-1v-1z");
  }

  @Test
  void endsInNoiseAndSaysSo() {
    OutlineTracer.Traced traced = OutlineTracer.trace(400, 400, (x, y) -> (x + y) % 2 == 0);
    assertThat(traced.whole()).isFalse();
    assertThat(traced.path().orElseThrow()).hasSizeLessThan(21_000).endsWith("z");
  }
}
