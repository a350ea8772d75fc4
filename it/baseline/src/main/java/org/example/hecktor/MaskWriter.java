package org.example.hecktor;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.Deflater;

/** Writes 8-bit zlib-compressed {@code .mha} masks. */
final class MaskWriter {
  private MaskWriter() {}

  /**
   * Returns the file's bytes; the same input gives the same bytes on one Java version.
   *
   * @param like the image whose geometry the mask takes over word by word
   * @param labels one per voxel of {@code like}, x fastest
   */
  static byte[] encode(Image like, byte[] labels) {
    byte[] voxels = deflate(labels);
    byte[] header = header(like, voxels.length).getBytes(StandardCharsets.ISO_8859_1);
    byte[] file = Arrays.copyOf(header, header.length + voxels.length);
    System.arraycopy(voxels, 0, file, header.length, voxels.length);
    return file;
  }

  private static String header(Image like, int storedBytes) {
    Map<String, Object> lines = new LinkedHashMap<>();
    lines.put("ObjectType", "Image");
    lines.put("NDims", like.grid().dimensions());
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

  private static byte[] deflate(byte[] labels) {
    Deflater deflater = new Deflater();
    try {
      deflater.setInput(labels);
      deflater.finish();
      ByteArrayOutputStream stored = new ByteArrayOutputStream();
      byte[] buffer = new byte[64 * 1024];
      while (!deflater.finished()) {
        stored.write(buffer, 0, deflater.deflate(buffer));
      }
      return stored.toByteArray();
    } finally {
      deflater.end();
    }
  }
}
