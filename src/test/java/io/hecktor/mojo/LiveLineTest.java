package io.hecktor.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveLineTest {

  private static final long NOW = 2_000_000_000L;

  private final TimedWork first = TimedWork.ofBytes("pulling sha256:12", 1 << 20, 0, done -> {});
  private final TimedWork second = TimedWork.ofSteps("task1, cases", 40, 0, done -> {});
  private final TimedWork third = TimedWork.ofBytes("linking", -1, 0, done -> {});

  LiveLineTest() {
    first.advance(1 << 19);
    second.advance(10);
  }

  private String line(int width) {
    return LiveLine.of(List.of(first, second, third), NOW, width);
  }

  @Test
  void tellsAllInFullWhereThereIsRoom() {
    assertThat(line(200))
        .isEqualTo(
            "pulling sha256:12: 512 KiB of 1.00 MiB, 50 %, 256 KiB/s, 2 s left"
                + " | task1, cases: 10 of 40, 6 s left | linking: 2 s");
  }

  @Test
  void tellsAllInBriefElse() {
    assertThat(line(80))
        .isEqualTo("pulling sha256:12: 50 % | task1, cases: 10 of 40 | linking: 2 s");
  }

  @Test
  void countsWhatHasNoRoom() {
    assertThat(line(45)).isEqualTo("pulling sha256:12: 50 % (and 2 more)");
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 21, 30, 47, 60, 79, 80, 120, 133})
  void staysWithinTheTerminal(int width) {
    assertThat(line(width)).hasSizeLessThan(width);
    assertThat(LiveLine.of(List.of(first), NOW, width)).hasSizeLessThan(width);
  }

  @Test
  void believesNoTerminalThatIsTooNarrowToBeOne() {
    assertThat(Terminal.width("132")).hasValue(132);
    assertThat(Terminal.width("0")).isEmpty();
    assertThat(Terminal.width("wide")).isEmpty();
    assertThat(Terminal.width((String) null)).isEmpty();
  }
}
