package io.hecktor.trace;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The classes of a Java run-time image: {@code lib/modules}, in the form that jlink writes for
 * x86-64.
 *
 * <p>The JDK's own way to open another Java's image runs code that lies in that image, and an image
 * may come from anywhere. So the file is read here, as data that may be wrong anywhere.
 *
 * @see <a
 *     href="https://github.com/openjdk/jdk/blob/master/src/java.base/share/native/libjimage/imageFile.hpp">The
 *     form</a>
 */
final class RuntimeImage {

  private static final int MAGIC = 0xCAFEDADA;
  private static final int MAJOR_VERSION = 1;
  private static final int HEADER_BYTES = 28;
  private static final int MOST_INDEX_BYTES = 256 << 20;
  private static final int MOST_TEXT_BYTES = 1 << 12;

  private static final int COMPRESSED_MAGIC = 0xCAFEFAFA;
  private static final int COMPRESSED_HEADER_BYTES = 29;
  private static final int MOST_CLASS_BYTES = 4 << 20;

  /** Attributes of a location, by their numbers. */
  private static final int MODULE = 1;

  private static final int PARENT = 2;
  private static final int BASE = 3;
  private static final int EXTENSION = 4;
  private static final int OFFSET = 5;
  private static final int COMPRESSED = 6;
  private static final int UNCOMPRESSED = 7;
  private static final int ATTRIBUTES = 8;

  private final FileChannel file;
  private final ByteBuffer index;
  private final int offsets;
  private final int count;
  private final int locations;
  private final int strings;

  private RuntimeImage(FileChannel file, ByteBuffer header) throws IOException {
    if (header.getInt(0) != MAGIC || header.getInt(4) >>> 16 != MAJOR_VERSION) {
      throw new IOException("it is no run-time image that this program knows");
    }
    this.file = file;
    this.count = header.getInt(16);
    long table = 4L * count;
    long sizes = HEADER_BYTES + 2 * table + header.getInt(20) + (long) header.getInt(24);
    if (count < 0 || header.getInt(20) < 0 || header.getInt(24) < 0 || sizes > MOST_INDEX_BYTES) {
      throw new IOException("its index is larger than any");
    }
    this.offsets = (int) (HEADER_BYTES + table);
    this.locations = (int) (offsets + table);
    this.strings = locations + header.getInt(20);
    this.index = read(file, 0, (int) sizes);
  }

  /**
   * Reads classes of a module.
   *
   * @param names internal names, such as {@code java/io/File}
   * @return those that are there, by their names
   * @throws IOException if the file is not what it should be
   */
  static Map<String, byte[]> classes(Path modules, String module, Set<String> names)
      throws IOException {
    try (FileChannel file = FileChannel.open(modules)) {
      return new RuntimeImage(file, read(file, 0, HEADER_BYTES)).classes(module, names);
    } catch (IndexOutOfBoundsException | ArithmeticException e) {
      throw new IOException("its index points beyond its end", e);
    }
  }

  private Map<String, byte[]> classes(String module, Set<String> names) throws IOException {
    Map<String, byte[]> found = new HashMap<>();
    for (int i = 0; i < count; i++) {
      long[] location = location(locations + index.getInt(offsets + 4 * i));
      if (text(location[MODULE]).equals(module) && text(location[EXTENSION]).equals("class")) {
        String name = text(location[PARENT]) + "/" + text(location[BASE]);
        if (names.contains(name)) {
          found.put(name, contents(location));
        }
      }
    }
    return found;
  }

  private long[] location(int start) {
    long[] values = new long[ATTRIBUTES];
    int at = start;
    for (int kind = index.get(at) >>> 3; kind != 0; kind = index.get(at) >>> 3) {
      int length = (index.get(at) & 7) + 1;
      long value = 0;
      for (int i = 1; i <= length; i++) {
        value = value << 8 | (index.get(at + i) & 0xFF);
      }
      values[kind & 7] = value;
      at += length + 1;
    }
    return values;
  }

  private String text(long offset) {
    int start = Math.addExact(strings, Math.toIntExact(offset));
    int end = start;
    while (index.get(end) != 0) {
      end++;
      if (end - start > MOST_TEXT_BYTES) {
        throw new IndexOutOfBoundsException("a name without an end");
      }
    }
    byte[] bytes = new byte[end - start];
    index.get(start, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private byte[] contents(long[] location) throws IOException {
    long stored = location[COMPRESSED] == 0 ? location[UNCOMPRESSED] : location[COMPRESSED];
    if (stored < 0 || stored > MOST_CLASS_BYTES || location[UNCOMPRESSED] > MOST_CLASS_BYTES) {
      throw new IOException("a class in it is larger than any");
    }
    ByteBuffer bytes = read(file, index.capacity() + location[OFFSET], (int) stored);
    while (bytes.remaining() > COMPRESSED_HEADER_BYTES
        && bytes.getInt(bytes.position()) == COMPRESSED_MAGIC) {
      bytes = decompressed(bytes);
    }
    byte[] plain = new byte[bytes.remaining()];
    bytes.get(plain);
    return plain;
  }

  private ByteBuffer decompressed(ByteBuffer bytes) throws IOException {
    int start = bytes.position();
    String method = text(bytes.getInt(start + 20));
    if (!method.equals("zip")) {
      throw new IOException("its classes are compressed by `" + method + "`");
    }
    bytes.position(start + COMPRESSED_HEADER_BYTES);
    return ByteBuffer.wrap(inflated(bytes)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] inflated(ByteBuffer bytes) throws IOException {
    Inflater inflater = new Inflater();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 14];
    try {
      inflater.setInput(bytes);
      for (int read = inflater.inflate(buffer); read > 0; read = inflater.inflate(buffer)) {
        out.write(buffer, 0, read);
        if (out.size() > MOST_CLASS_BYTES) {
          throw new IOException("a class in it is larger than any");
        }
      }
      if (!inflater.finished()) {
        throw new IOException("a class in it ends too early");
      }
      return out.toByteArray();
    } catch (DataFormatException e) {
      throw new IOException("a class in it is spoilt", e);
    } finally {
      inflater.end();
    }
  }

  private static ByteBuffer read(FileChannel file, long position, int length) throws IOException {
    if (position < 0 || position + length > file.size()) {
      throw new EOFException("it is shorter than it says");
    }
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, position + bytes.position()) < 0) {
        throw new EOFException("it is shorter than it says");
      }
    }
    return bytes.flip();
  }
}
