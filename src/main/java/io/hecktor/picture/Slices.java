package io.hecktor.picture;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** The three planes through a block of a volume. */
final class Slices {

  private final Map<Plane, Slice> slices = new EnumMap<>(Plane.class);

  private Slices(Function<Plane, Slice> of) {
    for (Plane plane : Plane.values()) {
      slices.put(plane, of.apply(plane));
    }
  }

  /** Zeroes, as large as a block. */
  static Slices empty(Block block) {
    return new Slices(
        plane -> Slice.empty(block.of(plane.across()).size(), block.of(plane.down()).size()));
  }

  Slice of(Plane plane) {
    return Objects.requireNonNull(slices.get(plane));
  }

  Iterable<Slice> all() {
    return slices.values();
  }

  /** The same slices as people look at them, whichever way the file's axes run. */
  Slices seen(Space space) {
    return new Slices(plane -> of(plane).flipped(space.flipsAcross(plane), space.flipsDown(plane)));
  }
}
