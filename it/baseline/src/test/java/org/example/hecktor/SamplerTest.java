package org.example.hecktor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplerTest {
  /** An oblique image: 30 degrees about z, then a flip of z. */
  private static final String OBLIQUE = "0.8660254 0.5 0 -0.5 0.8660254 0 0 0 -1";

  @TempDir Path folder;

  @Test
  void linearFieldIsReproducedOnAnObliqueGrid() throws Exception {
    Image pet = field(MhaBuilder.image(ElementType.MET_DOUBLE, "12 12 12"));
    Grid other =
        MhaBuilder.image(ElementType.MET_UCHAR, "3 3 3", new double[27])
            .tag("Offset", "4.25 3.5 7.75")
            .tag("ElementSpacing", "1.3 0.7 2.1")
            .tag("TransformMatrix", OBLIQUE)
            .read(folder)
            .grid();
    Sampler sampler = Sampler.of(pet, other);

    for (int voxel = 0; voxel < 27; voxel++) {
      Vec point = other.toPatient(new Vec(voxel % 3, voxel / 3 % 3, voxel / 9));
      assertThat(sampler.at(voxel)).isCloseTo(value(point), within(1e-9));
    }
  }

  @Test
  void imageWithFlippedAxesIsReadByPlaceAndNotByOrder() throws Exception {
    Image flipped =
        MhaBuilder.image(ElementType.MET_UCHAR, "3 1 1", 1, 2, 3)
            .tag("TransformMatrix", "-1 0 0 0 -1 0 0 0 1")
            .tag("Offset", "2 0 0")
            .read(folder);

    assertThat(along(flipped, "3 1 1", "0 0 0")).containsExactly(3, 2, 1);
  }

  @Test
  void voxelsReachHalfTheirWidthAndNoFurther() throws Exception {
    Image pet = MhaBuilder.image(ElementType.MET_UCHAR, "2 1 1", 4, 8).read(folder);

    assertThat(along(pet, "6 1 1", "-1 0 0")).containsExactly(0, 4, 8, 0, 0, 0);
    assertThat(along(pet, "4 1 1", "-0.5 0.5 -0.5")).containsExactly(4, 6, 8, 0);
    assertThat(along(pet, "2 1 1", "0 0.75 0")).containsExactly(0, 0);
  }

  @Test
  void indexUndoesPoint() throws Exception {
    Grid grid =
        MhaBuilder.image(ElementType.MET_UCHAR, "2 1 1", 0, 0)
            .tag("TransformMatrix", OBLIQUE)
            .tag("ElementSpacing", "1.5 2.5 3.5")
            .tag("Offset", "-10 20 -30")
            .read(folder)
            .grid();
    Vec there = grid.toIndex(grid.toPatient(new Vec(3, -4, 5.5)));

    assertThat(there.minus(new Vec(3, -4, 5.5)).length()).isLessThan(1e-12);
  }

  private double[] along(Image image, String size, String offset) throws Exception {
    int count = Integer.parseInt(size.split(" ")[0]);
    Grid grid =
        MhaBuilder.image(ElementType.MET_UCHAR, size, new double[count])
            .tag("Offset", offset)
            .read(folder)
            .grid();
    return IntStream.range(0, count).mapToDouble(Sampler.of(image, grid)::at).toArray();
  }

  private Image field(MhaBuilder empty) throws Exception {
    double[] values =
        IntStream.range(0, 1728)
            .mapToDouble(v -> value(new Vec(v % 12, v / 12 % 12, v / 144)))
            .toArray();
    return empty.with(values).read(folder);
  }

  private static double value(Vec point) {
    return point.dot(new Vec(2, -3, 5)) + 7;
  }
}
