package io.hecktor.picture;

import io.hecktor.verify.MetaFormatException;
import io.hecktor.verify.MetaImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A volume on the disk, of which one row is in memory at a time.
 *
 * @param image the file
 * @param space where its voxels are
 * @param format how they are written
 */
record Volume(MetaImage image, Space space, VoxelFormat format) {

  /** Looks at a file's header; empty where it is nothing that can be drawn. */
  static Optional<Volume> of(MetaImage image) throws IOException {
    Optional<Space> space = Space.of(image.geometry()).filter(Space::hasSpacing);
    Optional<VoxelFormat> format = VoxelFormat.of(image);
    return space.isPresent() && format.isPresent()
        ? Optional.of(new Volume(image, space.get(), format.get()))
        : Optional.empty();
  }

  /** Is shown each row of a volume, from the first slice on. */
  interface Rows {

    /** Looks at a row; what is in the buffer is another row the next time. */
    void row(int y, int z, ByteBuffer row);
  }

  /**
   * Reads all rows.
   *
   * @throws MetaFormatException if the voxels end early or cannot be inflated
   */
  void read(Rows rows) throws IOException {
    byte[] row = new byte[space.size().get(0) * format.bytes()];
    ByteBuffer buffer = ByteBuffer.wrap(row).order(format.order());
    try (InputStream in = image.openVoxels()) {
      for (int z = 0; z < space.size().get(2); z++) {
        for (int y = 0; y < space.size().get(1); y++) {
          if (in.readNBytes(row, 0, row.length) < row.length) {
            throw new MetaFormatException("its voxels end early");
          }
          rows.row(y, z, buffer);
        }
      }
    }
  }

  /** The planes through a block's centre, as far as the block goes; voxel order as in the file. */
  Slices slices(Block block) throws IOException {
    Slices slices = Slices.empty(block);
    Drawn drawn = new Drawn(block, slices);
    read((y, z, row) -> take(drawn, y, z, row));
    return slices;
  }

  private record Drawn(Block block, Slices slices) {}

  private void take(Drawn drawn, int y, int z, ByteBuffer row) {
    Block block = drawn.block();
    Slices slices = drawn.slices();
    Block.Range across = block.of(0);
    Block.Range rows = block.of(1);
    Block.Range depth = block.of(2);
    if (!rows.contains(y) || !depth.contains(z)) {
      return;
    }
    slices
        .of(Plane.SAGITTAL)
        .set(y - rows.low(), z - depth.low(), format.value(row, across.centre()));
    for (int x = across.low(); z == depth.centre() && x < across.high(); x++) {
      slices.of(Plane.AXIAL).set(x - across.low(), y - rows.low(), format.value(row, x));
    }
    for (int x = across.low(); y == rows.centre() && x < across.high(); x++) {
      slices.of(Plane.CORONAL).set(x - across.low(), z - depth.low(), format.value(row, x));
    }
  }
}
