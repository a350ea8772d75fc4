package org.example.petct.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.DeflaterOutputStream;

/** Writes 8-bit zlib-compressed {@code .mha} masks. */
public final class MaskWriter {
  private MaskWriter() {}

  /**
   * Returns the file's bytes; the same input gives the same bytes on one Java version.
   *
   * @param like the image whose geometry the mask takes over word by word
   * @param labels one per voxel of a frame of {@code like}, x fastest; each frame gets them
   */
  public static byte[] encode(MetaImage like, byte[] labels) {
    byte[] voxels = deflate(labels, like.frames());
    byte[] header = header(like, voxels.length).getBytes(StandardCharsets.ISO_8859_1);
    byte[] file = Arrays.copyOf(header, header.length + voxels.length);
    System.arraycopy(voxels, 0, file, header.length, voxels.length);
    return file;
  }

  private static String header(MetaImage like, int storedBytes) {
    Map<String, Object> lines = new LinkedHashMap<>();
    lines.put("ObjectType", "Image");
    lines.put("NDims", like.dimensions());
    lines.put("BinaryData", "True");
    lines.put("BinaryDataByteOrderMSB", "False");
    lines.put("CompressedData", "True");
    lines.put("CompressedDataSize", storedBytes);
    lines.putAll(like.header().geometry());
    lines.put("ElementType", ElementType.MET_UCHAR);
    lines.put("ElementDataFile", "LOCAL");
    return lines.entrySet().stream()
        .map(line -> line.getKey() + " = " + line.getValue() + "\n")
        .collect(Collectors.joining());
  }

  private static byte[] deflate(byte[] labels, int times) {
    ByteArrayOutputStream stored = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(stored)) {
      for (int frame = 0; frame < times; frame++) {
        deflater.write(labels);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return stored.toByteArray();
  }
}
