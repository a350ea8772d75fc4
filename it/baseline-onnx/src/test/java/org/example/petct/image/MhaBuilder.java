package org.example.petct.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.DeflaterOutputStream;
import org.example.petct.InferenceException;

/** Makes {@code .mha} files of any type and order, and broken ones: any tag can be overridden. */
public final class MhaBuilder {
  private final Map<String, String> tags = new LinkedHashMap<>();
  private final ElementType type;
  private final double[] values;

  private MhaBuilder(ElementType type, double[] values) {
    this.type = type;
    this.values = values;
  }

  /** Starts an image with the tags in the order in which ITK writes them. */
  public static MhaBuilder image(ElementType type, String dimSize, double... values) {
    String dimensions = Integer.toString(dimSize.split(" ").length);
    boolean flat = dimensions.equals("2");
    return new MhaBuilder(type, values)
        .tag("ObjectType", "Image")
        .tag("NDims", dimensions)
        .tag("BinaryData", "True")
        .tag("BinaryDataByteOrderMSB", "False")
        .tag("CompressedData", "False")
        .tag("TransformMatrix", flat ? "1 0 0 1" : "1 0 0 0 1 0 0 0 1")
        .tag("Offset", flat ? "0 0" : "0 0 0")
        .tag("CenterOfRotation", flat ? "0 0" : "0 0 0")
        .tag("ElementSpacing", flat ? "1 1" : "1 1 1")
        .tag("DimSize", dimSize)
        .tag("AnatomicalOrientation", flat ? "??" : "RAI")
        .tag("ElementType", type.name())
        .tag("ElementDataFile", "LOCAL");
  }

  /** The platform's placeholder image: 2D, one voxel of value 1.0, 282 bytes. */
  public static MhaBuilder stub() {
    return image(ElementType.MET_DOUBLE, "1 1", 1.0);
  }

  /** Sets a tag; one that is new goes before ElementDataFile, which ends a header. */
  public MhaBuilder tag(String name, String value) {
    String last = tags.containsKey(name) ? null : tags.remove("ElementDataFile");
    tags.put(name, value);
    if (last != null) {
      tags.put("ElementDataFile", last);
    }
    return this;
  }

  public MhaBuilder without(String name) {
    tags.remove(name);
    return this;
  }

  MhaBuilder bigEndian() {
    return tag("BinaryDataByteOrderMSB", "True");
  }

  MhaBuilder compressed() {
    return tag("CompressedData", "True");
  }

  /** The same header over other values. */
  MhaBuilder with(double[] otherValues) {
    MhaBuilder other = new MhaBuilder(type, otherValues);
    other.tags.putAll(tags);
    return other;
  }

  MetaHeader asHeader() {
    return new MetaHeader(Path.of("image.mha"), tags);
  }

  byte[] header() {
    return tags.entrySet().stream()
        .map(tag -> tag.getKey() + " = " + tag.getValue() + "\n")
        .collect(Collectors.joining())
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The file; a compressed one tells its size, without which ITK does not read it. */
  public byte[] bytes() {
    boolean compressed = "True".equals(tags.get("CompressedData"));
    byte[] voxels = compressed ? deflate(encode()) : encode();
    if (compressed && !tags.containsKey("CompressedDataSize")) {
      tag("CompressedDataSize", Integer.toString(voxels.length));
    }
    byte[] header = header();
    byte[] file = Arrays.copyOf(header, header.length + voxels.length);
    System.arraycopy(voxels, 0, file, header.length, voxels.length);
    return file;
  }

  MetaImage read(Path folder) throws IOException, InferenceException {
    return MetaImageReader.read(Files.write(folder.resolve("image.mha"), bytes()));
  }

  private byte[] encode() {
    boolean big = "True".equals(tags.get("BinaryDataByteOrderMSB"));
    ByteBuffer bytes = ByteBuffer.allocate(values.length * type.sizeBytes());
    bytes.order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    Arrays.stream(values).forEach(value -> put(bytes, value));
    return bytes.array();
  }

  private void put(ByteBuffer bytes, double value) {
    switch (type) {
      case MET_CHAR, MET_UCHAR -> bytes.put((byte) value);
      case MET_SHORT, MET_USHORT -> bytes.putShort((short) value);
      case MET_INT, MET_UINT, MET_LONG, MET_ULONG -> bytes.putInt((int) (long) value);
      case MET_LONG_LONG -> bytes.putLong((long) value);
      case MET_ULONG_LONG -> bytes.putLong(new BigDecimal(value).toBigInteger().longValue());
      case MET_FLOAT -> bytes.putFloat((float) value);
      case MET_DOUBLE -> bytes.putDouble(value);
    }
  }

  static byte[] deflate(byte[] plain) {
    ByteArrayOutputStream stored = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(stored)) {
      deflater.write(plain);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return stored.toByteArray();
  }
}
