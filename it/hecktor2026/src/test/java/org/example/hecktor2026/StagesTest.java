package org.example.hecktor2026;

import static org.assertj.core.api.Assertions.assertThat;

import org.example.petct.image.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StagesTest {
  private static final Size SIZE = new Size(30, 30, 90);

  private final byte[] labels = new byte[SIZE.voxels()];

  @ParameterizedTest
  @CsvSource({"20, T1", "21, T2", "40, T2", "41, T3"})
  void theStageOfThePrimaryIsItsGreatestExtent(int mm, String stage) {
    fill(1, 0, 0, mm);

    assertThat(Stages.of(labels, SIZE)).isEqualTo(new Stages(stage, "N0"));
  }

  @ParameterizedTest
  @CsvSource({"30, N1", "31, N2", "60, N2", "61, N3"})
  void theStageOfOneNodeIsItsGreatestExtent(int mm, String stage) {
    fill(2, 0, 0, mm);

    assertThat(Stages.of(labels, SIZE).n()).isEqualTo(stage);
  }

  @Test
  void twoNodesAreN2HoweverSmall() {
    fill(2, 0, 0, 10);
    fill(2, 15, 20, 10);

    assertThat(Stages.of(labels, SIZE).n()).isEqualTo("N2");
  }

  @Test
  void aFewVoxelsAreNoNode() {
    fill(2, 0, 0, 5);

    assertThat(Stages.of(labels, SIZE)).isEqualTo(Stages.OF_NOTHING);
  }

  /** A column of 5 x 5 voxels along z. */
  private void fill(int label, int at, int from, int mm) {
    for (int voxel = 0; voxel < 25 * mm; voxel++) {
      int place = SIZE.index(at + voxel % 5, at + voxel / 5 % 5, from + voxel / 25);
      labels[place] = (byte) label;
    }
  }
}
