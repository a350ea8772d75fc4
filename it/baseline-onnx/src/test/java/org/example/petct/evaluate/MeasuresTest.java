package org.example.petct.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.example.petct.evaluate.Ranking.FollowUp;
import org.junit.jupiter.api.Test;

class MeasuresTest {
  @Test
  void diceIsTwiceTheOverlapByTheSum() {
    assertThat(new Overlap(3, 4, 6).dice()).isEqualTo(0.6);
    assertThat(Overlap.NOTHING.dice()).isEqualTo(1);
    assertThat(new Overlap(0, 0, 5).dice()).isZero();
  }

  @Test
  void concordanceComparesARelapseWithAllWhoWereStillObserved() {
    FollowUp early = new FollowUp(3, 100, true);
    FollowUp late = new FollowUp(1, 900, true);
    FollowUp lost = new FollowUp(9, 50, false);
    FollowUp well = new FollowUp(1, 2000, false);

    // early before late and well: right twice; late before well: a tie.
    assertThat(Ranking.concordance(List.of(early, late, lost, well))).isEqualTo(2.5 / 3);
  }

  @Test
  void areaIsTheShareOfPairsInOrder() {
    assertThat(Ranking.area(List.of(2.0, 1.0), List.of(0.0, 1.0))).isEqualTo(3.5 / 4);
  }
}
