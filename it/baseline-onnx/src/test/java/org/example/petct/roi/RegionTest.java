package org.example.petct.roi;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import java.util.List;
import org.assertj.core.data.Offset;
import org.example.petct.golden.Golden;
import org.example.petct.image.Grid;
import org.example.petct.image.Size;
import org.example.petct.image.Vec;
import org.example.petct.image.Volume;
import org.junit.jupiter.api.Test;

class RegionTest {
  private static final Golden GOLDEN = Golden.read("components");
  private static final Size SIZE = GOLDEN.size("size");

  @Test
  void componentsAreThoseOfScikitImage() {
    float[] volume = GOLDEN.floats("volume");
    byte[] mask = new byte[volume.length];
    for (int at = 0; at < mask.length; at++) {
      mask[at] = (byte) (volume[at] > GOLDEN.number("threshold") ? 1 : 0);
    }
    List<Component> found =
        Component.findAll(mask, SIZE).stream().sorted(Component.LARGEST_FIRST).toList();

    assertThat(found.stream().map(component -> (float) component.count()))
        .containsExactly(boxed(GOLDEN.floats("counts")));
    assertClose(found.get(0).mean(SIZE), GOLDEN.vec("largestMean"));
  }

  @Test
  void theCentreIsThatOfTheLargestPartWithMuchUptake() {
    Volume top = new Volume(Grid.ofOneMm(SIZE, new Vec(0, 0, 0)), GOLDEN.floats("volume"));

    assertClose(RegionOfInterest.centre(top), GOLDEN.vec("hotMean"));
  }

  @Test
  void theCentreIsTheMiddleWhereNothingTakesUpMore() {
    Grid grid = Grid.ofOneMm(new Size(5, 4, 3), new Vec(0, 0, 0));

    assertThat(RegionOfInterest.centre(new Volume(grid, new float[60])))
        .isEqualTo(new Vec(2, 2, 1));
  }

  @Test
  void boxesAreThoseOfTheReferenceAtEveryBorder() {
    Golden golden = Golden.read("boxes");
    for (JsonElement element : golden.list("rows")) {
      int[] row =
          element.getAsJsonArray().asList().stream().mapToInt(JsonElement::getAsInt).toArray();
      Size in = new Size(row[3], row[4], row[5]);
      Size extent = new Size(row[9] - row[6], row[10] - row[7], row[11] - row[8]);

      assertThat(Box.around(row[0], row[1], row[2], new Size(200, 200, 310), in))
          .isEqualTo(new Box(row[6], row[7], row[8], extent));
    }
  }

  private static void assertClose(Vec found, Vec expected) {
    Offset<Double> voxels = Offset.offset(1e-6);
    assertThat(found.x()).isCloseTo(expected.x(), voxels);
    assertThat(found.y()).isCloseTo(expected.y(), voxels);
    assertThat(found.z()).isCloseTo(expected.z(), voxels);
  }

  private static Float[] boxed(float[] values) {
    Float[] boxed = new Float[values.length];
    for (int at = 0; at < boxed.length; at++) {
      boxed[at] = values[at];
    }
    return boxed;
  }
}
