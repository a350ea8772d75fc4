package io.hecktor.picture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Volumes made of a formula, as raw MetaImages. */
public final class Phantom {

  private final int[] size;
  private String spacing = "1 1 1";
  private String offset = "0 0 0";
  private String matrix = "1 0 0 0 1 0 0 0 1";

  private Phantom(int... size) {
    this.size = size;
  }

  /** A volume of that size. */
  public static Phantom of(int x, int y, int z) {
    return new Phantom(x, y, z);
  }

  /** With millimetres between voxels. */
  public Phantom spacing(String text) {
    spacing = text;
    return this;
  }

  Phantom offset(String text) {
    offset = text;
    return this;
  }

  Phantom matrix(String text) {
    matrix = text;
    return this;
  }

  /** What stands in a voxel. */
  @FunctionalInterface
  public interface Value {
    /** The value at a place. */
    int at(int x, int y, int z);
  }

  private byte[] header(String type) {
    String text =
        """
        ObjectType = Image
        NDims = 3
        BinaryData = True
        BinaryDataByteOrderMSB = False
        CompressedData = False
        TransformMatrix = %s
        Offset = %s
        ElementSpacing = %s
        DimSize = %d %d %d
        ElementType = %s
        ElementDataFile = LOCAL
        """
            .formatted(matrix, offset, spacing, size[0], size[1], size[2], type);
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Writes bytes. */
  public Path mask(Path file, Value value) throws IOException {
    return write(file, "MET_UCHAR", 1, value);
  }

  /** Writes 16-bit numbers. */
  public Path scan(Path file, Value value) throws IOException {
    return write(file, "MET_SHORT", 2, value);
  }

  private Path write(Path file, String type, int bytes, Value value) throws IOException {
    byte[] header = header(type);
    ByteBuffer all =
        ByteBuffer.allocate(header.length + size[0] * size[1] * size[2] * bytes)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(header);
    for (int z = 0; z < size[2]; z++) {
      for (int y = 0; y < size[1]; y++) {
        for (int x = 0; x < size[0]; x++) {
          int one = value.at(x, y, z);
          if (bytes == 1) {
            all.put((byte) one);
          } else {
            all.putShort((short) one);
          }
        }
      }
    }
    Files.createDirectories(file.getParent());
    return Files.write(file, all.array());
  }
}
