package org.example.hecktor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LesionRuleTest {
  private static final LesionRule RULE = new LesionRule(2.5, 0.4, 2, -300);

  @TempDir Path folder;

  @Test
  void largestIsThePrimaryAndTheOthersAreNodes() throws Exception {
    Lesions lesions = find(tissue(9), 5, 5, 0, 5, 5, 5, 0, 5, 5);

    assertThat(lesions.labels()).containsExactly(2, 2, 0, 1, 1, 1, 0, 2, 2);
    assertThat(lesions.volumeMl()).isEqualTo(0.007);
    assertThat(lesions.peakSuv()).isEqualTo(5);
  }

  @Test
  void dropsWhatIsSmallerThanTheLeastVolume() throws Exception {
    assertThat(find(tissue(5), 5, 0, 0, 6, 6).labels()).containsExactly(0, 0, 0, 1, 1);
  }

  @Test
  void thresholdGrowsWithTheLargestUptake() throws Exception {
    assertThat(find(tissue(5), 3, 3, 0, 3, 3).components()).hasSize(2);
    assertThat(find(tissue(5), 3, 3, 0, 9, 9).components()).hasSize(1);
  }

  @Test
  void airIsNoLesion() throws Exception {
    assertThat(find(new double[] {-1000, 40, 40}, 5, 5, 5).labels()).containsExactly(0, 1, 1);
  }

  @Test
  void notANumberIsNoUptake() throws Exception {
    assertThat(find(tissue(4), Double.NaN, 5, 5, Double.POSITIVE_INFINITY).labels())
        .startsWith(0, 1, 1);
  }

  @Test
  void noUptakeGivesAnEmptyMask() throws Exception {
    assertThat(find(tissue(3), 0, 0, 0).labels()).containsOnly(0).hasSize(3);
  }

  @Test
  void flatImageHasNoLesionsHoweverHotItIs() throws Exception {
    Image hot = MhaBuilder.image(ElementType.MET_DOUBLE, "2 2", 99, 99, 99, 99).read(folder);

    assertThat(RULE.find(hot, hot).labels()).containsOnly(0).hasSize(4);
  }

  private Lesions find(double[] ct, double... pet) throws Exception {
    return RULE.find(row(ct), row(pet));
  }

  private Image row(double[] values) throws Exception {
    return MhaBuilder.image(ElementType.MET_DOUBLE, values.length + " 1 1", values).read(folder);
  }

  private static double[] tissue(int count) {
    return new double[count];
  }
}
