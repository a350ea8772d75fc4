package io.hecktor.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A volume beside another one whose axes run the same ways, by their places in space.
 *
 * @param here whose block is shown
 * @param other that is to be shown in the same place
 */
record Placed(Space here, Space other) {

  /** The other volume's voxels in the place of a block; empty where it has none at the centre. */
  Optional<Block> block(Block block) {
    List<Block.Range> ranges = new ArrayList<>();
    for (int axis = 0; axis < here.size().size(); axis++) {
      Block.Range wanted = block.of(axis);
      int low = (int) Math.max(0, Math.floor(index(axis, wanted.low() - 0.5) + 0.5));
      double high = Math.ceil(index(axis, wanted.high() - 0.5) + 0.5);
      int centre = (int) Math.round(index(axis, wanted.centre()));
      ranges.add(new Block.Range(low, (int) Math.min(other.size().get(axis), high), centre));
    }
    boolean covered = ranges.stream().allMatch(range -> range.contains(range.centre()));
    return covered ? Optional.of(new Block(ranges)) : Optional.empty();
  }

  /** The other volume's index in the place of one here; not a whole number. */
  private double index(int axis, double index) {
    return (index * here.spacing().get(axis) - here.offset(other, axis))
        / other.spacing().get(axis);
  }

  /** Where the other volume's block is in a picture of the block here. */
  Picture.Frame frame(Plane plane, Block block, Block covered) {
    Picture.Frame all = here.frame(plane, block);
    Picture.Frame own = other.frame(plane, covered);
    double x = start(plane.across(), block, covered);
    double y = start(plane.down(), block, covered);
    return new Picture.Frame(
        here.flipsAcross(plane) ? all.width() - x - own.width() : x,
        here.flipsDown(plane) ? all.height() - y - own.height() : y,
        own.width(),
        own.height());
  }

  private double start(int axis, Block block, Block covered) {
    double edge =
        (covered.of(axis).low() - 0.5) * other.spacing().get(axis) + here.offset(other, axis);
    return edge - (block.of(axis).low() - 0.5) * here.spacing().get(axis);
  }
}
