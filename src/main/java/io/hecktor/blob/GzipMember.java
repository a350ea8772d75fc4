package io.hecktor.blob;

import java.util.zip.CRC32;

/**
 * The parts of a gzip member that say nothing of where or when it was made.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951#section-3.2.4">RFC 1951, 3.2.4</a>
 */
public final class GzipMember {

  /** The most bytes that a stored block holds. */
  public static final int STORED_BLOCK_BYTES = 65_535;

  /** What stands before the bytes of a stored block that begins at a whole byte. */
  public static final int STORED_HEADER_BYTES = 5;

  static final int TRAILER_BYTES = 8;

  /** No name, no time, no extra flags, operating system unknown. */
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

  static final int HEADER_BYTES = HEADER.length;

  private GzipMember() {}

  /** What a member begins with. */
  public static byte[] header() {
    return HEADER.clone();
  }

  /**
   * What a member ends with.
   *
   * @param crc of the content
   * @param sizeBytes of the content; its lower 32 bits are written
   */
  public static byte[] trailer(CRC32 crc, long sizeBytes) {
    byte[] trailer = new byte[TRAILER_BYTES];
    for (int i = 0; i < 4; i++) {
      trailer[i] = (byte) (crc.getValue() >> (8 * i));
      trailer[4 + i] = (byte) (sizeBytes >> (8 * i));
    }
    return trailer;
  }

  /**
   * Puts the header of a stored block into a buffer.
   *
   * @param at where it begins; it takes {@link #STORED_HEADER_BYTES}
   * @param size of the block's content, at most {@link #STORED_BLOCK_BYTES}
   * @param last whether the block ends the member
   */
  public static void putStoredHeader(byte[] buffer, int at, int size, boolean last) {
    buffer[at] = (byte) (last ? 1 : 0);
    buffer[at + 1] = (byte) size;
    buffer[at + 2] = (byte) (size >> 8);
    buffer[at + 3] = (byte) ~size;
    buffer[at + 4] = (byte) (~size >> 8);
  }
}
