package io.hecktor.verify;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** A small {@code .mha} file of 4 x 3 x 2 voxels, in which a test changes one thing. */
final class Mha {

  private final Map<String, String> fields = new LinkedHashMap<>();
  private byte[] data = new byte[24];

  private Mha() {}

  static Mha mask() {
    Mha mha = new Mha();
    mha.set("ObjectType", "Image").set("NDims", "3").set("BinaryData", "True");
    mha.set("BinaryDataByteOrderMSB", "False").set("CompressedData", "False");
    mha.set("TransformMatrix", "1 0 0 0 1 0 0 0 1").set("Offset", "-10 20.5 -3");
    mha.set("ElementSpacing", "0.9765625 0.9765625 3").set("DimSize", "4 3 2");
    mha.set("ElementType", "MET_UCHAR").set("ElementDataFile", "LOCAL");
    mha.data[5] = 1;
    mha.data[6] = 1;
    mha.data[17] = 2;
    return mha;
  }

  Mha set(String key, String value) {
    fields.put(key, value);
    return this;
  }

  Mha without(String key) {
    fields.remove(key);
    return this;
  }

  Mha voxels(byte[] bytes) {
    data = bytes.clone();
    return this;
  }

  Mha voxel(int index, int value) {
    data[index] = (byte) value;
    return this;
  }

  Mha zlib() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream deflater = new DeflaterOutputStream(out)) {
      deflater.write(data);
    }
    return compressed(out.toByteArray());
  }

  Mha gzip() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(data);
    }
    return compressed(out.toByteArray());
  }

  private Mha compressed(byte[] bytes) {
    data = bytes;
    return set("CompressedData", "True").set("CompressedDataSize", String.valueOf(bytes.length));
  }

  Mha cutTo(int bytes) {
    data = java.util.Arrays.copyOf(data, bytes);
    return this;
  }

  byte[] bytes() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Map.Entry<String, String> field : fields.entrySet()) {
      if (!field.getKey().equals("ElementDataFile")) {
        out.write(line(field));
      }
    }
    for (Map.Entry<String, String> field : fields.entrySet()) {
      if (field.getKey().equals("ElementDataFile")) {
        out.write(line(field));
      }
    }
    out.write(data);
    return out.toByteArray();
  }

  private static byte[] line(Map.Entry<String, String> field) {
    return (field.getKey() + " = " + field.getValue() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  Path at(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes());
  }
}
