package @package@;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * An {@code .mha} image: 2D or 3D, one scalar per voxel, plain or zlib-compressed, under 2 GiB.
 *
 * @see <a href="https://itk.org/Wiki/ITK/MetaIO/Documentation">MetaIO documentation</a>
 */
final class MetaImage {

  /** The lines that place the voxels in the patient, under each name that they may have. */
  private static final List<String> PLACE =
      List.of(
          "TransformMatrix", "Rotation", "Orientation", "Offset", "Position", "Origin",
          "CenterOfRotation", "AnatomicalOrientation", "ElementSpacing", "ElementSize", "DimSize");

  private final Map<String, String> header;
  private final ByteBuffer values;
  private final int[] size = {1, 1, 1};
  private final double[] spacing = {1, 1, 1};
  private final double[] origin = {0, 0, 0};

  /** The directions of the image's axes, one after the other, each of length 1. */
  private final double[] axes = {1, 0, 0, 0, 1, 0, 0, 0, 1};

  private MetaImage(Map<String, String> header, byte[] data) throws IOException {
    this.header = header;
    boolean big = flag("BinaryDataByteOrderMSB") || flag("ElementByteOrderMSB");
    values = ByteBuffer.wrap(data).order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    double[] sizes = numbers("DimSize");
    for (int axis = 0; axis < sizes.length; axis++) {
      size[axis] = (int) sizes[axis];
    }
    copy(numbers("ElementSpacing", "ElementSize"), spacing);
    copy(numbers("Offset", "Position", "Origin"), origin);
    double[] matrix = numbers("TransformMatrix", "Rotation", "Orientation");
    for (int i = 0; i < matrix.length; i++) {
      int dimensions = sizes.length;
      axes[3 * (i / dimensions) + i % dimensions] = matrix[i];
    }
  }

  /** Reads a whole image. */
  static MetaImage read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Map<String, String> header = new LinkedHashMap<>();
    int at = 0;
    while (!header.containsKey("ElementDataFile")) {
      int end = at;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      String[] line = new String(bytes, at, end - at, StandardCharsets.UTF_8).split("=", 2);
      if (line.length < 2 || end == bytes.length) {
        throw new IOException(file + " is no MetaImage.");
      }
      header.put(line[0].trim(), line[1].trim());
      at = end + 1;
    }
    byte[] data = Arrays.copyOfRange(bytes, at, bytes.length);
    if (header.getOrDefault("CompressedData", "False").equalsIgnoreCase("true")) {
      try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(data))) {
        data = in.readAllBytes();
      }
    }
    MetaImage image = new MetaImage(header, data);
    if (data.length != (long) image.voxels() * image.voxelBytes()) {
      throw new IOException(file + " holds other bytes than its header announces.");
    }
    return image;
  }

  /** Counts along x, y and z. */
  int[] size() {
    return size.clone();
  }

  int voxels() {
    return Math.multiplyExact(Math.multiplyExact(size[0], size[1]), size[2]);
  }

  /** Whether the image is more than the 1 x 1 placeholder that the platform puts for a missing one. */
  boolean isVolume() {
    return size[2] > 1;
  }

  /** The value of a voxel, x fastest. */
  double value(int voxel) {
    return switch (type()) {
      case "MET_CHAR" -> values.get(voxel);
      case "MET_UCHAR" -> values.get(voxel) & 0xff;
      case "MET_SHORT" -> values.getShort(2 * voxel);
      case "MET_USHORT" -> values.getShort(2 * voxel) & 0xffff;
      case "MET_INT" -> values.getInt(4 * voxel);
      case "MET_UINT" -> values.getInt(4 * voxel) & 0xffffffffL;
      case "MET_FLOAT" -> values.getFloat(4 * voxel);
      default -> values.getDouble(8 * voxel);
    };
  }

  /** The largest value; NaN does not count. */
  double largest() {
    double largest = Double.NEGATIVE_INFINITY;
    for (int voxel = 0; voxel < voxels(); voxel++) {
      double value = value(voxel);
      largest = value > largest ? value : largest;
    }
    return largest;
  }

  /** Where a voxel's centre is in the patient: x, y, z in mm. */
  double[] position(int voxel) {
    double[] steps = {
      voxel % size[0] * spacing[0],
      voxel / size[0] % size[1] * spacing[1],
      voxel / size[0] / size[1] * spacing[2]
    };
    double[] position = origin.clone();
    for (int i = 0; i < 9; i++) {
      position[i % 3] += axes[i] * steps[i / 3];
    }
    return position;
  }

  /** The value of the voxel that is nearest to a place in the patient; NaN outside of the image. */
  double nearest(double[] position) {
    int voxel = 0;
    for (int axis = 2; axis >= 0; axis--) {
      double along = 0;
      for (int i = 0; i < 3; i++) {
        along += axes[3 * axis + i] * (position[i] - origin[i]);
      }
      long index = Math.round(along / spacing[axis]);
      if (index < 0 || index >= size[axis]) {
        return Double.NaN;
      }
      voxel = voxel * size[axis] + (int) index;
    }
    return value(voxel);
  }

  /** The file of a mask of 8-bit labels in this image's place, as the platform takes it. */
  byte[] mask(byte[] labels) throws IOException {
    if (labels.length != voxels()) {
      throw new IOException("The mask has " + labels.length + " voxels, its image " + voxels());
    }
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
      out.write(labels);
    }
    StringBuilder lines = new StringBuilder("ObjectType = Image\n");
    lines.append("NDims = ").append(header.get("NDims")).append('\n');
    lines.append("BinaryData = True\nBinaryDataByteOrderMSB = False\nCompressedData = True\n");
    lines.append("CompressedDataSize = ").append(deflated.size()).append('\n');
    for (String name : PLACE) {
      if (header.containsKey(name)) {
        lines.append(name).append(" = ").append(header.get(name)).append('\n');
      }
    }
    lines.append("ElementType = MET_UCHAR\nElementDataFile = LOCAL\n");
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(lines.toString().getBytes(StandardCharsets.UTF_8));
    deflated.writeTo(file);
    return file.toByteArray();
  }

  private String type() {
    return header.getOrDefault("ElementType", "none");
  }

  private int voxelBytes() throws IOException {
    return switch (type()) {
      case "MET_CHAR", "MET_UCHAR" -> 1;
      case "MET_SHORT", "MET_USHORT" -> 2;
      case "MET_INT", "MET_UINT", "MET_FLOAT" -> 4;
      case "MET_DOUBLE" -> 8;
      default -> throw new IOException("Voxels of " + type() + " are not read here.");
    };
  }

  private boolean flag(String name) {
    return header.getOrDefault(name, "False").equalsIgnoreCase("true");
  }

  /** The numbers under the first of the names that is there; none where there is none. */
  private double[] numbers(String... names) throws IOException {
    for (String name : names) {
      if (header.containsKey(name)) {
        try {
          return Arrays.stream(header.get(name).split("\\s+"))
              .mapToDouble(Double::parseDouble)
              .toArray();
        } catch (NumberFormatException e) {
          throw new IOException("The image has " + name + " = " + header.get(name) + ".", e);
        }
      }
    }
    return new double[0];
  }

  private static void copy(double[] from, double[] to) {
    System.arraycopy(from, 0, to, 0, Math.min(from.length, to.length));
  }
}
