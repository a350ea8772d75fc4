package io.hecktor.plan;

import io.hecktor.oci.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The central directory of a zip file, as its bytes stand there. It holds a CRC-32 and a size of
 * every entry, so two jars with the same directory hold the same entries, but for a forger's.
 *
 * @param entries in the directory's order
 * @param offset where the directory begins, in bytes
 * @param end the record that ends the file, with its comment
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE, 4.3.12</a>
 */
public record ZipDirectory(List<Entry> entries, long offset, ByteBuffer end) {

  private static final int END_SIGNATURE = 0x06054b50;
  static final int END_BYTES = 22;
  private static final int MAX_COMMENT_BYTES = 0xffff;
  private static final int ENTRY_SIGNATURE = 0x02014b50;
  private static final int ENTRY_BYTES = 46;
  private static final int MAX_DIRECTORY_BYTES = 64 << 20;
  private static final int ZIP64 = 0xffffffff;
  private static final int DEFLATED = 8;
  private static final Pattern SIGNATURE = Pattern.compile("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");

  /** Copies the list. */
  public ZipDirectory {
    entries = List.copyOf(entries);
  }

  /**
   * An entry.
   *
   * @param name as it is written
   * @param localOffset where its local header begins, in bytes
   * @param bytes of its whole record, little-endian
   */
  public record Entry(String name, long localOffset, ByteBuffer bytes) {

    boolean isStored() {
      return bytes.getShort(10) == 0;
    }

    boolean isDeflated() {
      return bytes.getShort(10) == DEFLATED;
    }

    /** CRC-32 of the content. */
    long crc() {
      return Integer.toUnsignedLong(bytes.getInt(16));
    }

    /** How many bytes the content has in the file. */
    long packedBytes() {
      return Integer.toUnsignedLong(bytes.getInt(20));
    }

    /** How many bytes the content has. */
    long sizeBytes() {
      return Integer.toUnsignedLong(bytes.getInt(24));
    }
  }

  /** Whether the file is signed, or entries lie where or are called what others are. */
  boolean isUnusual() {
    Set<Long> offsets = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (Entry entry : entries) {
      if (SIGNATURE.matcher(entry.name()).matches()
          || !offsets.add(entry.localOffset())
          || !names.add(entry.name())
          || entry.localOffset() >= offset) {
        return true;
      }
    }
    return false;
  }

  /**
   * Reads a file's directory.
   *
   * @return empty for what is no zip file, and for one of the form for very large ones (zip64)
   * @throws IOException if the file cannot be read
   */
  public static Optional<ZipDirectory> read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer end = endRecord(channel);
      if (end.remaining() < END_BYTES) {
        return Optional.empty();
      }
      ByteBuffer record = end.slice().order(ByteOrder.LITTLE_ENDIAN);
      long size = Integer.toUnsignedLong(record.getInt(12));
      long offset = Integer.toUnsignedLong(record.getInt(16));
      if (size > MAX_DIRECTORY_BYTES || offset + size > channel.size()) {
        return Optional.empty();
      }
      List<Entry> entries = entries(read(channel, offset, (int) size));
      boolean whole = entries.size() == Short.toUnsignedInt(record.getShort(10));
      return whole
          ? Optional.of(new ZipDirectory(entries, offset, record))
          : Optional.<ZipDirectory>empty();
    }
  }

  /**
   * A digest over a file's size and directory, for finding again what was learnt of its entries.
   *
   * @return empty for a file whose directory cannot be read
   */
  public static Optional<String> key(Path file) throws IOException {
    Optional<ZipDirectory> directory = read(file);
    if (directory.isEmpty()) {
      return Optional.empty();
    }
    MessageDigest all = Digest.sha256();
    all.update(Long.toString(Files.size(file)).getBytes(StandardCharsets.US_ASCII));
    directory.get().entries().forEach(entry -> all.update(entry.bytes().duplicate()));
    return Optional.of(Digest.of(all).hex());
  }

  private static List<Entry> entries(ByteBuffer directory) {
    List<Entry> entries = new ArrayList<>();
    int at = 0;
    while (at + ENTRY_BYTES <= directory.limit() && directory.getInt(at) == ENTRY_SIGNATURE) {
      int nameBytes = Short.toUnsignedInt(directory.getShort(at + 28));
      int next =
          at
              + ENTRY_BYTES
              + nameBytes
              + Short.toUnsignedInt(directory.getShort(at + 30))
              + Short.toUnsignedInt(directory.getShort(at + 32));
      boolean large =
          directory.getInt(at + 20) == ZIP64
              || directory.getInt(at + 24) == ZIP64
              || directory.getInt(at + 42) == ZIP64;
      if (next > directory.limit() || large) {
        break;
      }
      byte[] name = new byte[nameBytes];
      directory.get(at + ENTRY_BYTES, name);
      entries.add(
          new Entry(
              new String(name, StandardCharsets.UTF_8),
              Integer.toUnsignedLong(directory.getInt(at + 42)),
              directory.slice(at, next - at).order(ByteOrder.LITTLE_ENDIAN)));
      at = next;
    }
    return entries;
  }

  /** The end record, at the buffer's position; nothing remains where there is none. */
  static ByteBuffer endRecord(FileChannel file) throws IOException {
    int length = (int) Math.min(file.size(), END_BYTES + MAX_COMMENT_BYTES);
    ByteBuffer tail = read(file, file.size() - length, length);
    for (int at = length - END_BYTES; at >= 0; at--) {
      if (tail.getInt(at) == END_SIGNATURE) {
        return tail.position(at);
      }
    }
    return tail.position(length);
  }

  static ByteBuffer read(FileChannel file, long offset, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (file.read(buffer, offset + buffer.position()) < 0) {
        throw new IOException("the jar became shorter while it was read");
      }
    }
    return buffer.flip();
  }
}
