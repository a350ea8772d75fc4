package io.hecktor.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** {@link MemoryCurve}. */
final class MemoryCurveTest {

  private static final Duration STEP = Duration.ofMillis(50);

  private final MemoryCurve.Growing growing = new MemoryCurve.Growing(STEP);

  private void add(long millis, long bytes) {
    growing.add(millis * 1_000_000, bytes);
  }

  @Test
  void knowsNothingWithoutASample() {
    assertThat(growing.curve()).isEqualTo(MemoryCurve.none());
  }

  @Test
  void keepsTheHighestOfEachStep() {
    add(0, 5);
    add(20, 9);
    add(49, 3);
    add(50, 4);
    assertThat(growing.curve()).isEqualTo(new MemoryCurve(STEP, java.util.List.of(9L, 4L)));
  }

  @Test
  void holdsTheValueOverStepsWithoutASample() {
    add(0, 7);
    add(210, 2);
    assertThat(growing.curve().bytes()).containsExactly(7L, 7L, 7L, 7L, 2L);
  }

  @Test
  void startsAtNothingWhereTheFirstSampleIsLate() {
    add(120, 8);
    assertThat(growing.curve().bytes()).containsExactly(0L, 0L, 8L);
  }

  @Test
  void staysSmallHoweverLongTheRunAndLosesNoPeak() {
    for (long second = 0; second < 1500; second++) {
      add(second * 1000, second == 777 ? 1_000_000 : second);
    }
    MemoryCurve curve = growing.curve();
    assertThat(curve.bytes())
        .hasSizeBetween(MemoryCurve.MOST_STEPS / 2, MemoryCurve.MOST_STEPS)
        .contains(1_000_000L)
        .endsWith(1499L);
    assertThat(curve.step()).isEqualTo(STEP.multipliedBy(128));
    assertThat(curve.step().multipliedBy(curve.bytes().size()))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(1499));
    assertThat(curve.bytes().indexOf(Collections.max(curve.bytes())))
        .isEqualTo((int) (777_000 / curve.step().toMillis()));
  }

  @Test
  void takesASampleFarBehindTheLast() {
    add(0, 1);
    add(Duration.ofHours(1).toMillis(), 2);
    assertThat(growing.curve().bytes())
        .hasSizeLessThanOrEqualTo(MemoryCurve.MOST_STEPS)
        .endsWith(2L);
  }
}
