package io.hecktor.deflate;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Bytes of several kinds, the same on every machine: made by {@link Random}, which is specified.
 */
public final class Samples {

  private Samples() {}

  static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  /** Words of a small language, the first of them much more often than the last. */
  static byte[] text(int size) {
    Random random = new Random(11);
    List<String> words = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      StringBuilder word = new StringBuilder();
      for (int letters = 2 + random.nextInt(8); letters > 0; letters--) {
        word.append((char) ('a' + random.nextInt(1 + random.nextInt(26))));
      }
      words.add(word.append(i % 9 == 0 ? '\n' : ' ').toString());
    }
    StringBuilder text = new StringBuilder();
    while (text.length() < size) {
      text.append(words.get(random.nextInt(1 + random.nextInt(words.size()))));
    }
    return text.substring(0, size).getBytes(StandardCharsets.US_ASCII);
  }

  /** Records with a counter, a few flags and noise, as compiled code and tables are. */
  static byte[] records(int size) {
    Random random = new Random(13);
    ByteBuffer bytes = ByteBuffer.allocate(size + 16).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; bytes.position() < size; i++) {
      bytes.putInt(0x1000 + 12 * i).putInt(random.nextInt(5)).putShort((short) random.nextInt());
    }
    byte[] cut = new byte[size];
    bytes.get(0, cut);
    return cut;
  }

  /** Sums of uniform numbers come close to normal ones and need no function of Math. */
  static float weight(Random random) {
    float sum = -2;
    for (int i = 0; i < 4; i++) {
      sum += random.nextFloat();
    }
    return sum * 0.05f;
  }

  /** Weights of a model, normally distributed, in single precision. */
  static byte[] floats(int size) {
    Random random = new Random(17);
    ByteBuffer bytes = ByteBuffer.allocate(size + Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.position() < size) {
      bytes.putFloat(weight(random));
    }
    byte[] cut = new byte[size];
    bytes.get(0, cut);
    return cut;
  }

  /** The same weights as bfloat16: the upper halves. */
  static byte[] halfFloats(int size) {
    byte[] floats = floats(2 * size);
    byte[] halves = new byte[size];
    for (int i = 0; i < size; i++) {
      halves[i] = floats[i / 2 * 4 + 2 + i % 2];
    }
    return halves;
  }

  /** Something of everything, in stretches that begin and end nowhere in particular. */
  static byte[] mixed() {
    ByteBuffer bytes = ByteBuffer.allocate(3_600_000);
    bytes.put(text(700_001)).put(random(800_003)).put(new byte[100_000]).put(records(600_007));
    bytes.put(floats(900_000)).put(text(499_989));
    return bytes.array();
  }
}
