package io.hecktor.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChanceTest {

  /** Checked by integrating the densities of the beta distributions that have these quantiles. */
  @ParameterizedTest
  @CsvSource({
    "0,  24, 0.0,          0.142474",
    "2,  24, 0.01025634,   0.2699728",
    "1, 400, 0.00006329265, 0.01384977",
    "5,  10, 0.187086,     0.812914",
    "3,   3, 0.2924018,    1.0",
  })
  void hasTheIntervalOfClopperAndPearson(int failures, int cases, double low, double high) {
    Chance.Interval interval = new Chance(failures, cases).perCase();

    assertThat(interval.low()).isCloseTo(low, within(1e-6));
    assertThat(interval.high()).isCloseTo(high, within(1e-6));
  }

  @Test
  void fourHundredFlawlessCasesLeaveRoomForABreachInFourHundredMore() {
    Chance.Interval any = new Chance(0, 400).anyOf(400);

    assertThat(any.low()).isZero();
    assertThat(any.high()).isCloseTo(0.975, within(0.001));
  }

  @Test
  void manyFlawlessCasesLeaveLessRoom() {
    assertThat(new Chance(0, 100_000).anyOf(400).high()).isCloseTo(0.01464, within(0.0001));
  }

  @Test
  void aFigureIsSpreadByRanks() {
    Spread spread = new Spread(List.of(5.0, 1.0, 2.0, 4.0, 3.0));

    assertThat(spread.quantile(0.5)).isEqualTo(3);
    assertThat(spread.quantile(0.9)).isEqualTo(5);
    assertThat(spread.quantile(0)).isEqualTo(1);
    assertThat(spread.mean()).isEqualTo(3);
    assertThat(new Spread(List.of(1.0)).anyAbove(1)).isEqualTo(0.5);
  }
}
