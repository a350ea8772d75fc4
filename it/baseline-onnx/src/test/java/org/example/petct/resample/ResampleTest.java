package org.example.petct.resample;

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

class ResampleTest {
  private static final Golden GOLDEN = Golden.read("resample");
  private static final Grid GRID = GOLDEN.grid("size", "spacing", "origin");
  private static final Grid ASLANT = GOLDEN.aslant("atSize", "atSteps", "atOrigin");

  /** Values are up to 1000 HU; a float has 24 bits. */
  private static final Offset<Float> HU = Offset.offset(1e-3f);

  @Test
  void coefficientsAreThoseOfScipy() {
    Volume image = new Volume(GRID, GOLDEN.floats("image"));

    assertThat(SplinePrefilter.coefficients(image))
        .containsExactly(GOLDEN.floats("coefficients"), HU);
  }

  @Test
  void readsASplineAtAnAslantGridAsScipyDoesAndZeroOutside() {
    Volume image = new Volume(GRID, GOLDEN.floats("image"));
    float[] values = CubicSpline.through(image).at(ASLANT).values();

    assertThat(values).containsExactly(GOLDEN.floats("values"), HU);
    assertThat(values).contains(0);
  }

  @Test
  void aSplinePassesThroughTheVoxelsAndThroughASingleSlice() {
    Volume image = new Volume(GRID, GOLDEN.floats("image"));
    Grid slice = GRID.part(0, 0, 2, new Size(7, 6, 1));
    float[] flat = new float[42];
    System.arraycopy(image.values(), 84, flat, 0, 42);

    assertThat(CubicSpline.through(image).at(GRID).values()).containsExactly(image.values(), HU);
    assertThat(CubicSpline.through(new Volume(slice, flat)).at(slice).values())
        .containsExactly(flat, HU);
  }

  @Test
  void aVoxelReachesHalfItsWidthPastItsCentre() {
    Volume one = new Volume(Grid.ofOneMm(new Size(1, 1, 1), new Vec(0, 0, 0)), new float[] {5});
    CubicSpline spline = CubicSpline.through(one);

    assertThat(spline.at(point(0.5, -0.5, 0)).values()).containsExactly(5);
    assertThat(spline.at(point(0.51, 0, 0)).values()).containsExactly(0);
  }

  @Test
  void nearestLabelsAreThoseOfScipy() {
    float[] labels = GOLDEN.floats("labels");
    byte[] bytes = new byte[labels.length];
    for (int at = 0; at < bytes.length; at++) {
      bytes[at] = (byte) labels[at];
    }
    byte[] found = NearestLabels.at(ASLANT, GRID, bytes);
    float[] nearest = GOLDEN.floats("nearest");

    for (int at = 0; at < found.length; at++) {
      assertThat((float) found[at]).as("voxel %d", at).isEqualTo(nearest[at]);
    }
    assertThat(found).contains(1, 2);
  }

  @Test
  void areasAreThoseOfAdaptiveAveragePooling() {
    Golden golden = Golden.read("area");
    List<JsonElement> sizes = golden.list("sizes");
    for (int n = 0; n < sizes.size(); n++) {
      float[] image = Golden.floats(golden.list("images").get(n));
      int side = golden.list("sides").get(n).getAsInt();

      assertThat(AreaResize.toCube(image, Golden.size(sizes.get(n)), side))
          .containsExactly(Golden.floats(golden.list("resized").get(n)), Offset.offset(1e-6f));
    }
  }

  private static Grid point(double x, double y, double z) {
    return Grid.ofOneMm(new Size(1, 1, 1), new Vec(x, y, z));
  }
}
