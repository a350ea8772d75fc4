package io.hecktor.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigComparisonTest {

  private static List<Difference> compare(String one, String other) throws IOException {
    return new ConfigComparison().compare(one, other);
  }

  @Test
  void findsNothingWhereOnlyTheOrderOfFieldsIsOther() throws IOException {
    assertThat(compare("{\"a\":1,\"b\":{\"c\":2,\"d\":3}}", "{\"b\":{\"d\":3,\"c\":2},\"a\":1}"))
        .isEmpty();
  }

  @Test
  void namesAFieldByItsWholePlaceWithBothValues() throws IOException {
    assertThat(
            compare(
                "{\"config\":{\"Labels\":{\"try\":\"1\"},\"User\":\"1:1\"}}",
                "{\"config\":{\"Labels\":{\"try\":\"2\"},\"User\":\"1:1\"}}"))
        .containsExactly(
            new Difference(
                List.of("config", "config", "Labels", "try"), "\"1\", \"2\"", Habit.PARAMETER));
  }

  @Test
  void namesAFieldThatOnlyOneHas() throws IOException {
    assertThat(compare("{\"created\":\"x\"}", "{}"))
        .singleElement()
        .satisfies(difference -> assertThat(difference.where()).isEqualTo("config > created"));
    assertThat(compare("{}", "{\"created\":\"x\"}")).hasSize(1);
  }

  @Test
  void leavesOutWhatFollowsFromTheLayersAndOnlyThere() throws IOException {
    assertThat(compare("{\"rootfs\":{\"diff_ids\":[1]}}", "{\"rootfs\":{\"diff_ids\":[2]}}"))
        .isEmpty();
    assertThat(compare("{\"config\":{\"rootfs\":1}}", "{\"config\":{\"rootfs\":2}}")).hasSize(1);
  }
}
