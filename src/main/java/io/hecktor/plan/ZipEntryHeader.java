package io.hecktor.plan;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Optional;

/**
 * What stands before an entry's content in a zip file.
 *
 * @param bytes little-endian, with name and extra field
 * @param contentOffset where the content begins in the file, in bytes
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE, 4.3.7 and
 *     4.4.4</a>
 */
record ZipEntryHeader(ByteBuffer bytes, long contentOffset) {

  private static final int SIGNATURE = 0x04034b50;
  private static final int BYTES = 30;
  private static final int ZIP64_EXTRA = 1;
  private static final int ENCRYPTED = 1;

  /** How hard an entry was deflated, and that its sizes stand after it. */
  private static final int OF_DEFLATED = 0b1110;

  private static final int UNIX = 3;

  /** Reads the header of an entry; empty where it is none, encrypted, or of a very large one. */
  static Optional<ZipEntryHeader> read(FileChannel file, ZipDirectory.Entry entry)
      throws IOException {
    if (entry.localOffset() + BYTES > file.size()) {
      return Optional.empty();
    }
    ByteBuffer fixed = ZipDirectory.read(file, entry.localOffset(), BYTES);
    int length =
        BYTES + Short.toUnsignedInt(fixed.getShort(26)) + Short.toUnsignedInt(fixed.getShort(28));
    if (fixed.getInt(0) != SIGNATURE
        || (fixed.getShort(6) & ENCRYPTED) != 0
        || !(entry.isDeflated() || entry.isStored())
        || entry.localOffset() + length > file.size()) {
      return Optional.empty();
    }
    ByteBuffer whole = ZipDirectory.read(file, entry.localOffset(), length);
    return hasZip64(whole)
        ? Optional.empty()
        : Optional.of(new ZipEntryHeader(whole, entry.localOffset() + length));
  }

  private static boolean hasZip64(ByteBuffer header) {
    int at = BYTES + Short.toUnsignedInt(header.getShort(26));
    while (at + 4 <= header.limit()) {
      if (header.getShort(at) == ZIP64_EXTRA) {
        return true;
      }
      at += 4 + Short.toUnsignedInt(header.getShort(at + 2));
    }
    return false;
  }

  /**
   * An entry that is not deflated.
   *
   * @param crc CRC-32 of its content
   * @param sizeBytes of its content
   * @param mode its type and permissions on Unix
   * @param offset where its header begins, in bytes
   */
  record Stored(long crc, long sizeBytes, int mode, long offset) {

    /** The header in the place of another. */
    ByteBuffer header(ByteBuffer other) {
      return content(copy(other), 6);
    }

    /** The directory's record in the place of another. */
    ByteBuffer record(ByteBuffer other) {
      ByteBuffer record = content(copy(other), 8);
      if (record.get(5) == UNIX && record.getShort(40) != 0) {
        record.putShort(40, (short) mode);
      }
      return record.putInt(42, (int) offset);
    }

    /** Both have the same fields from their flags on. */
    private ByteBuffer content(ByteBuffer bytes, int at) {
      return bytes
          .putShort(at, (short) (bytes.getShort(at) & ~OF_DEFLATED))
          .putShort(at + 2, (short) 0)
          .putInt(at + 8, (int) crc)
          .putInt(at + 12, (int) sizeBytes)
          .putInt(at + 16, (int) sizeBytes);
    }

    private static ByteBuffer copy(ByteBuffer bytes) {
      ByteBuffer copy = ByteBuffer.allocate(bytes.remaining()).order(ByteOrder.LITTLE_ENDIAN);
      return copy.put(bytes.duplicate()).flip();
    }
  }
}
