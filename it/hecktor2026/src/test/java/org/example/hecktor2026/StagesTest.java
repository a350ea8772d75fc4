package org.example.hecktor2026;

import static org.assertj.core.api.Assertions.assertThat;

import org.example.petct.image.Grid;
import org.example.petct.image.Size;
import org.example.petct.image.Vec;
import org.example.petct.image.Volume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StagesTest {
  private static final Size SIZE = new Size(30, 30, 90);

  private final byte[] labels = new byte[SIZE.voxels()];
  private final Volume ct =
      new Volume(Grid.ofOneMm(SIZE, new Vec(0, 0, 0)), new float[SIZE.voxels()]);

  @ParameterizedTest
  @CsvSource({"20, T1", "21, T2", "40, T2", "41, T3"})
  void theStageOfThePrimaryIsItsGreatestExtent(int mm, String stage) {
    fill(1, 0, 0, mm);

    assertThat(Stages.of(labels, ct)).isEqualTo(new Stages(stage, "N0"));
  }

  @ParameterizedTest
  @CsvSource({"30, N1", "31, N2", "60, N2", "61, N3"})
  void theStageOfOneNodeIsItsGreatestExtent(int mm, String stage) {
    fill(2, 0, 0, mm);

    assertThat(Stages.of(labels, ct).n()).isEqualTo(stage);
  }

  @Test
  void twoNodesAreN2HoweverSmall() {
    fill(2, 0, 0, 10);
    fill(2, 15, 20, 10);

    assertThat(Stages.of(labels, ct).n()).isEqualTo("N2");
  }

  @Test
  void aFewVoxelsAreNoNode() {
    fill(2, 0, 0, 5);

    assertThat(Stages.of(labels, ct)).isEqualTo(Stages.OF_NOTHING);
  }

  @ParameterizedTest
  @CsvSource({"1, T4", "4, T4", "5, T3"})
  void boneAlongATumourMakesATFour(int mmAway, String stage) {
    fill(1, 10, 0, 80);
    bone(14 + mmAway, 0, SIZE.z());

    assertThat(Stages.of(labels, ct).t()).isEqualTo(stage);
  }

  @Test
  void aTumourThatTouchesBoneInPassingHasNotGrownIntoIt() {
    fill(1, 10, 20, 40);
    bone(15, 30, 40);

    assertThat(Stages.of(labels, ct).t()).isEqualTo("T2");
  }

  @Test
  void aTumourAtTheEdgeOfTheImageIsNotWrappedAround() {
    fill(1, 0, 20, 40);
    bone(SIZE.x() - 1, 0, SIZE.z());

    assertThat(Stages.of(labels, ct).t()).isEqualTo("T2");
  }

  /** A wall of bone at x, one voxel thin, from a height to another. */
  private void bone(int x, int from, int to) {
    for (int z = from; z < to; z++) {
      for (int y = 0; y < SIZE.y(); y++) {
        ct.values()[SIZE.index(x, y, z)] = 900;
      }
    }
  }

  /** A column of 5 x 5 voxels along z. */
  private void fill(int label, int at, int from, int mm) {
    for (int voxel = 0; voxel < 25 * mm; voxel++) {
      int place = SIZE.index(at + voxel % 5, at + voxel / 5 % 5, from + voxel / 25);
      labels[place] = (byte) label;
    }
  }
}
