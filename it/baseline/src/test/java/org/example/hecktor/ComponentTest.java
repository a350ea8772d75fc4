package org.example.hecktor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComponentTest {
  private static final Size CUBE = new Size(4, 4, 4);

  @Test
  void voxelsThatTouchByACornerBelongTogether() {
    assertThat(find(CUBE.index(0, 0, 0), CUBE.index(1, 1, 1), CUBE.index(2, 0, 2)))
        .singleElement()
        .extracting(Component::size)
        .isEqualTo(3);
  }

  @Test
  void aGapOfOneVoxelSeparates() {
    assertThat(find(CUBE.index(0, 0, 0), CUBE.index(2, 0, 0))).hasSize(2);
  }

  @Test
  void theEndOfARowDoesNotTouchTheNextRowsStart() {
    assertThat(find(CUBE.index(3, 0, 0), CUBE.index(0, 1, 0))).hasSize(2);
  }

  @Test
  void theEndOfASliceDoesNotTouchTheNextSlicesStart() {
    assertThat(find(CUBE.index(3, 3, 0), CUBE.index(0, 0, 1))).hasSize(2);
  }

  @Test
  void anEmptyMaskHasNone() {
    assertThat(find()).isEmpty();
  }

  @Test
  void aFullMaskIsOneComponentWithEveryVoxelOnce() {
    byte[] full = new byte[CUBE.voxels()];
    Arrays.fill(full, (byte) 1);

    int[] voxels = Component.findAll(full, CUBE).get(0).voxels();
    assertThat(Arrays.stream(voxels).distinct()).hasSize(64);
    assertThat(full).containsOnly(0);
  }

  @Test
  void equallyLargeOnesAreOrderedByTheirFirstVoxel() {
    List<Component> found = find(CUBE.index(0, 0, 0), CUBE.index(3, 0, 0), CUBE.index(3, 3, 3), 62);
    List<Component> sorted = found.stream().sorted(Component.LARGEST_FIRST).toList();

    assertThat(sorted).extracting(component -> component.voxels()[0]).containsExactly(62, 0, 3);
  }

  private static List<Component> find(int... marked) {
    byte[] mask = new byte[CUBE.voxels()];
    Arrays.stream(marked).forEach(voxel -> mask[voxel] = 1);
    return Component.findAll(mask, CUBE);
  }
}
