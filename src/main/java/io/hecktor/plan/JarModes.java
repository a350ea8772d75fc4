package io.hecktor.plan;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The permission bits that a jar's central directory notes for its entries. Maven takes them from
 * the files that javac wrote, and so from the umask of whoever builds; no Java ever reads them. In
 * an image they are by rule, or the same sources would give other bytes under another umask.
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE, 4.3.12 and
 *     4.4.15</a>
 */
final class JarModes {

  private static final int ENTRY_SIGNATURE = 0x02014b50;
  private static final int ENTRY_BYTES = 46;
  private static final int MAX_DIRECTORY_BYTES = 64 << 20;
  private static final int UNIX = 3;
  private static final int DIRECTORY_MODE = 040755;
  private static final int FILE_MODE = 0100644;

  private JarModes() {}

  /**
   * Where the jar notes a mode, and the mode that belongs there.
   *
   * @return empty for a jar without such notes, and for one of a form that is left alone (zip64)
   */
  static List<Content.Patch> patches(Path jar) throws IOException {
    try (FileChannel file = FileChannel.open(jar, StandardOpenOption.READ)) {
      ByteBuffer end = ZipDirectory.endRecord(file);
      if (end.remaining() < ZipDirectory.END_BYTES) {
        return List.of();
      }
      long size = Integer.toUnsignedLong(end.getInt(end.position() + 12));
      long offset = Integer.toUnsignedLong(end.getInt(end.position() + 16));
      boolean readable = size <= MAX_DIRECTORY_BYTES && offset + size <= file.size();
      return readable ? patches(ZipDirectory.read(file, offset, (int) size), offset) : List.of();
    }
  }

  private static List<Content.Patch> patches(ByteBuffer directory, long offset) {
    List<Content.Patch> patches = new ArrayList<>();
    int at = 0;
    while (at + ENTRY_BYTES <= directory.limit() && directory.getInt(at) == ENTRY_SIGNATURE) {
      int nameBytes = Short.toUnsignedInt(directory.getShort(at + 28));
      int extraBytes = Short.toUnsignedInt(directory.getShort(at + 30));
      int commentBytes = Short.toUnsignedInt(directory.getShort(at + 32));
      int next = at + ENTRY_BYTES + nameBytes + extraBytes + commentBytes;
      int noted = Short.toUnsignedInt(directory.getShort(at + 40));
      if (next > directory.limit()) {
        break;
      }
      if (directory.get(at + 5) == UNIX && noted != 0) {
        patches.add(new Content.Patch(offset + at + 40, mode(directory, at, nameBytes)));
      }
      at = next;
    }
    return patches;
  }

  private static int mode(ByteBuffer directory, int at, int nameBytes) {
    return of(
        new String(
            directory.array(),
            directory.arrayOffset() + at + ENTRY_BYTES,
            nameBytes,
            StandardCharsets.UTF_8));
  }

  /** The mode that belongs to an entry. */
  static int of(String name) {
    return name.endsWith("/") ? DIRECTORY_MODE : FILE_MODE;
  }
}
