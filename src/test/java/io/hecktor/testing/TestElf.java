package io.hecktor.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Makes files that say what a program or library needs and hold no code. */
public final class TestElf {

  private static final int SEGMENTS = 3;
  private static final int DYNAMIC_AT = 64 + SEGMENTS * 56;

  private TestElf() {}

  /** A library. */
  public static byte[] library(String soname, String... needed) {
    return elf("", soname, List.of(needed));
  }

  /** A program. */
  public static byte[] program(String interpreter, String... needed) {
    return elf(interpreter, "", List.of(needed));
  }

  private static byte[] elf(String interpreter, String soname, List<String> needed) {
    ByteArrayOutputStream names = new ByteArrayOutputStream();
    names.write(0);
    List<long[]> dynamic = new ArrayList<>();
    needed.forEach(name -> dynamic.add(new long[] {1, add(names, name)}));
    if (!soname.isEmpty()) {
      dynamic.add(new long[] {14, add(names, soname)});
    }
    int interpreterAt = add(names, interpreter);
    int namesAt = DYNAMIC_AT + (dynamic.size() + 2) * 16;
    dynamic.add(new long[] {5, 0x1000 + namesAt});
    dynamic.add(new long[] {0, 0});

    int size = namesAt + names.size();
    ByteBuffer file = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1});
    file.putShort(16, (short) 3).putShort(18, (short) 62);
    file.putLong(32, 64).putShort(54, (short) 56).putShort(56, (short) SEGMENTS);
    segment(file, 0, 1, 0, size);
    segment(file, 1, 2, DYNAMIC_AT, dynamic.size() * 16);
    segment(file, 2, interpreter.isEmpty() ? 4 : 3, namesAt + interpreterAt, interpreter.length());
    for (int i = 0; i < dynamic.size(); i++) {
      file.putLong(DYNAMIC_AT + i * 16, dynamic.get(i)[0]);
      file.putLong(DYNAMIC_AT + i * 16 + 8, dynamic.get(i)[1]);
    }
    file.put(namesAt, names.toByteArray());
    return file.array();
  }

  /** Addresses differ from offsets, so that one cannot pass for the other. */
  private static void segment(ByteBuffer file, int index, int type, int offset, int size) {
    int at = 64 + index * 56;
    file.putInt(at, type).putLong(at + 8, offset).putLong(at + 16, 0x1000 + offset);
    file.putLong(at + 32, size);
  }

  private static int add(ByteArrayOutputStream names, String name) {
    int at = names.size();
    names.writeBytes(name.getBytes(StandardCharsets.UTF_8));
    names.write(0);
    return at;
  }
}
