package io.hecktor.elf;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the loader of linux/amd64 reads of a program or library before it starts it.
 *
 * @param interpreter the loader that a program asks for; libraries rarely name one
 * @param soname the name by which others ask for it
 * @param needed the libraries that it asks for, in its order
 * @param searchPath where it wants them searched first; {@code $ORIGIN} is its own folder
 * @see <a href="https://refspecs.linuxfoundation.org/elf/gabi4+/ch5.dynamic.html">System V ABI,
 *     Dynamic Linking</a>
 */
public record Elf(
    Optional<String> interpreter,
    Optional<String> soname,
    List<String> needed,
    List<String> searchPath) {

  private static final int HEADER_BYTES = 64;
  private static final byte[] LINUX_64_LITTLE = {0x7f, 'E', 'L', 'F', 2, 1, 1};
  private static final int OSABI_AT = 7;
  private static final int OSABI_GNU = 3;
  private static final int MACHINE_AT = 18;
  private static final int MACHINE_X86_64 = 62;
  private static final int SEGMENT_BYTES = 56;
  private static final int LOAD = 1;
  private static final int DYNAMIC = 2;
  private static final int INTERPRETER = 3;
  private static final int MAX_TABLE_BYTES = 1 << 20;
  private static final int MAX_NAME_BYTES = 4096;
  private static final int DT_NEEDED = 1;
  private static final int DT_STRTAB = 5;
  private static final int DT_SONAME = 14;
  private static final int DT_RPATH = 15;
  private static final int DT_RUNPATH = 29;

  /** Copies the lists. */
  public Elf {
    needed = List.copyOf(needed);
    searchPath = List.copyOf(searchPath);
  }

  /** Whether bytes begin like a program or library for Linux on x86-64. */
  public static boolean isLinuxAmd64(byte[] head) {
    if (head.length < MACHINE_AT + 2) {
      return false;
    }
    for (int i = 0; i < LINUX_64_LITTLE.length; i++) {
      if (head[i] != LINUX_64_LITTLE[i]) {
        return false;
      }
    }
    // FreeBSD and Solaris have other numbers there; Linux has none or GNU's.
    return (head[OSABI_AT] == 0 || head[OSABI_AT] == OSABI_GNU)
        && head[MACHINE_AT] == MACHINE_X86_64
        && head[MACHINE_AT + 1] == 0;
  }

  /** Reads a file; empty if it is none for Linux on x86-64, or a spoilt one. */
  public static Optional<Elf> read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return read(channel);
    }
  }

  /** Reads an open file, like {@link #read(Path)}; the channel's position stays. */
  public static Optional<Elf> read(FileChannel channel) throws IOException {
    try {
      byte[] header = bytes(channel, 0, HEADER_BYTES);
      return isLinuxAmd64(header)
          ? Optional.of(read(channel, littleEndian(header)))
          : Optional.<Elf>empty();
    } catch (EOFException e) {
      return Optional.empty();
    }
  }

  /**
   * A part of the file that is mapped into memory, or says something about it.
   *
   * @param type such as {@link #LOAD}
   * @param offset in the file, bytes
   * @param address in memory
   * @param sizeBytes in the file
   */
  private record Segment(int type, long offset, long address, long sizeBytes) {}

  private static Elf read(FileChannel channel, ByteBuffer header) throws IOException {
    int count = Short.toUnsignedInt(header.getShort(56));
    ByteBuffer table =
        littleEndian(bytes(channel, header.getLong(32), (long) count * SEGMENT_BYTES));
    List<Segment> segments = new ArrayList<>();
    for (int at = 0; at < table.limit(); at += SEGMENT_BYTES) {
      segments.add(
          new Segment(
              table.getInt(at),
              table.getLong(at + 8),
              table.getLong(at + 16),
              table.getLong(at + 32)));
    }
    Optional<String> interpreter = Optional.empty();
    for (Segment segment : segments) {
      if (segment.type() == INTERPRETER) {
        interpreter = Optional.of(name(channel, segment.offset()));
      }
    }
    return readDynamic(channel, segments, interpreter);
  }

  private static Elf readDynamic(
      FileChannel channel, List<Segment> segments, Optional<String> interpreter)
      throws IOException {
    List<long[]> entries = dynamicEntries(channel, segments);
    long names = 0;
    for (long[] entry : entries) {
      names = entry[0] == DT_STRTAB ? offsetOf(segments, entry[1]) : names;
    }
    Optional<String> soname = Optional.empty();
    List<String> needed = new ArrayList<>();
    List<String> searchPath = new ArrayList<>();
    for (long[] entry : entries) {
      if (entry[0] == DT_NEEDED) {
        needed.add(name(channel, names + entry[1]));
      } else if (entry[0] == DT_SONAME) {
        soname = Optional.of(name(channel, names + entry[1]));
      } else if (entry[0] == DT_RPATH || entry[0] == DT_RUNPATH) {
        searchPath.addAll(List.of(name(channel, names + entry[1]).split(":", -1)));
      }
    }
    return new Elf(interpreter, soname, needed, searchPath);
  }

  /** Pairs of tag and value. */
  private static List<long[]> dynamicEntries(FileChannel channel, List<Segment> segments)
      throws IOException {
    List<long[]> entries = new ArrayList<>();
    for (Segment segment : segments) {
      if (segment.type() == DYNAMIC) {
        ByteBuffer table = littleEndian(bytes(channel, segment.offset(), segment.sizeBytes()));
        for (int at = 0; at + 16 <= table.limit() && table.getLong(at) != 0; at += 16) {
          entries.add(new long[] {table.getLong(at), table.getLong(at + 8)});
        }
      }
    }
    return entries;
  }

  private static long offsetOf(List<Segment> segments, long address) throws EOFException {
    for (Segment segment : segments) {
      long distance = address - segment.address();
      if (segment.type() == LOAD && distance >= 0 && distance < segment.sizeBytes()) {
        return segment.offset() + distance;
      }
    }
    throw new EOFException("an address outside of the file");
  }

  private static String name(FileChannel channel, long offset) throws IOException {
    long left = channel.size() - offset;
    byte[] bytes = bytes(channel, offset, Math.min(MAX_NAME_BYTES, left));
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A spoilt file can ask for anything, so what it asks for is checked against its size. */
  private static byte[] bytes(FileChannel channel, long offset, long length) throws IOException {
    if (offset < 0 || length < 0 || length > MAX_TABLE_BYTES || offset > channel.size() - length) {
      throw new EOFException("a table outside of the file");
    }
    byte[] bytes = new byte[(int) length];
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    for (long at = offset; buffer.hasRemaining(); ) {
      int read = channel.read(buffer, at);
      if (read < 0) {
        throw new EOFException("the file became shorter");
      }
      at += read;
    }
    return bytes;
  }
}
