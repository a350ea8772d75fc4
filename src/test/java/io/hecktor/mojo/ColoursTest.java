package io.hecktor.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColoursTest {

  private static final String BOLD_RED = "\u001b[1;31m";
  private static final String BOLD_GREEN = "\u001b[1;32m";
  private static final String RESET = "\u001b[m";

  @ParameterizedTest
  @CsvSource({
    "auto, true, true",
    "auto, false, false",
    "always, false, true",
    "Force, false, true",
    "never, true, false",
    "none, true, false",
    "mauve, false, false"
  })
  void areThereAsMavensUserWishes(String wish, boolean suits, boolean on) {
    assertThat(Colours.of(wish, suits).strong("x").equals("\u001b[1mx" + RESET)).isEqualTo(on);
  }

  @Test
  void setVerdictsAndFilesOff() {
    Colours colours = Colours.of("always", false);

    assertThat(colours.painted("task1 PASS: image 12"))
        .isEqualTo("task1 " + BOLD_GREEN + "PASS" + RESET + ": image 12");
    assertThat(colours.painted("input  FAIL    1.38 s  network: PASS"))
        .isEqualTo("input  " + BOLD_RED + "FAIL" + RESET + "    1.38 s  network: PASS");
    assertThat(colours.painted("Wrote hecktor.lock"))
        .isEqualTo("Wrote \u001b[1mhecktor.lock" + RESET);
    assertThat(colours.painted("task1: it will FAIL")).isEqualTo("task1: it will FAIL");
  }

  @Test
  void leaveALogWithoutEscapes() {
    Colours none = Colours.of("auto", false);

    assertThat(none.painted("task1 FAIL: image 12")).isEqualTo("task1 FAIL: image 12");
    assertThat(none.warning("a") + none.success("b") + none.failure("c")).isEqualTo("abc");
  }
}
