package io.hecktor.blob;

import io.hecktor.OneByte;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.zip.CRC32;

/**
 * The content of a gzip member of nothing but stored blocks. Refuses any byte that {@link
 * StoredGzipOutputStream} would not have written there, so that whoever reads to the end knows that
 * the member is whole. A decoder that has to expect more would take other frames, too.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951#section-3.2.4">RFC 1951, 3.2.4</a>
 */
public final class StoredGzipInputStream extends InputStream {

  private final InputStream in;
  private final OptionalLong promised;
  private final CRC32 crc = new CRC32();
  private final byte[] header = new byte[GzipMember.STORED_HEADER_BYTES];
  private final byte[] expected = new byte[GzipMember.STORED_HEADER_BYTES];
  private long total;
  private int leftInBlock;
  private boolean lastBlock;
  private boolean ended;

  /**
   * Begins to read a member, which is refused at its end if its content is another than promised.
   *
   * @param in not closed; best buffered
   * @param promised the content's CRC-32, where it is known
   * @throws IOException if no such member begins here
   */
  public StoredGzipInputStream(InputStream in, OptionalLong promised) throws IOException {
    this.in = in;
    this.promised = promised;
    require(GzipMember.header(), "header");
  }

  private void require(byte[] bytes, String what) throws IOException {
    if (!Arrays.equals(in.readNBytes(bytes.length), bytes)) {
      throw new IOException("a gzip member's " + what + " is another than was written");
    }
  }

  @Override
  public int read() throws IOException {
    return OneByte.of(this);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (leftInBlock == 0) {
      if (lastBlock) {
        end();
        return -1;
      }
      beginBlock();
    }
    int read = in.read(buffer, offset, Math.min(length, leftInBlock));
    if (read < 0) {
      throw new EOFException("a gzip member ends within a block");
    }
    crc.update(buffer, offset, read);
    total += read;
    leftInBlock -= read;
    return read;
  }

  private void beginBlock() throws IOException {
    if (in.readNBytes(header, 0, header.length) < header.length) {
      throw new EOFException("a gzip member ends before its last block");
    }
    lastBlock = header[0] == 1;
    leftInBlock = (header[1] & 0xff) | (header[2] & 0xff) << Byte.SIZE;
    GzipMember.putStoredHeader(expected, 0, leftInBlock, lastBlock);
    boolean cutAsWritten = lastBlock || leftInBlock == GzipMember.STORED_BLOCK_BYTES;
    if (!Arrays.equals(header, expected) || !cutAsWritten) {
      throw new IOException("a gzip member's stored block is another than was written");
    }
  }

  private void end() throws IOException {
    if (!ended) {
      ended = true;
      require(GzipMember.trailer(crc, total), "checksum or size");
      if (promised.isPresent() && promised.getAsLong() != crc.getValue()) {
        throw new IOException("a gzip member holds other bytes than were promised");
      }
    }
  }
}
