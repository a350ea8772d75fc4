package org.example.petct.intensity;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.example.petct.golden.Golden;
import org.junit.jupiter.api.Test;

class IntensityTest {
  private static final Golden GOLDEN = Golden.read("intensity");
  private static final Offset<Float> FLOAT = Offset.offset(2e-6f);

  @Test
  void eachScaleIsThatOfPytorch() {
    assertThat(Intensity.softTissue(GOLDEN.floats("ct")))
        .containsExactly(GOLDEN.floats("softTissue"), FLOAT);
    assertThat(Intensity.standardised(GOLDEN.floats("pet")))
        .containsExactly(GOLDEN.floats("standardised"), FLOAT);
    assertThat(Intensity.unit(GOLDEN.floats("pet"))).containsExactly(GOLDEN.floats("unit"), FLOAT);
  }

  @Test
  void constantImagesGiveNoNaN() {
    float[] threes = {3, 3, 3};

    assertThat(Intensity.standardised(threes)).containsExactly(0, 0, 0);
    assertThat(Intensity.standardised(new float[2])).containsExactly(0, 0);
    assertThat(Intensity.unit(threes)).containsExactly(0, 0, 0);
  }
}
