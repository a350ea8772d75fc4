package io.hecktor.picture;

import io.hecktor.blob.GzipMember;
import io.hecktor.deflate.Framing;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.Adler32;
import java.util.zip.CRC32;

/**
 * Grey pictures in PNG's form, of 8 bits each. The same pixels give the same bytes on every
 * machine, which the JDK's own writer does not promise.
 *
 * @see <a href="https://www.w3.org/TR/png-3/">Portable Network Graphics, third edition</a>
 */
final class GreyPng {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int PAETH = 4;
  private static final int GZIP_TRAILER_BYTES = 8;

  private GreyPng() {}

  /**
   * Writes a picture.
   *
   * @param pixels row by row from the top, 0 being black
   */
  static byte[] bytes(int width, byte[] pixels) {
    try {
      return write(width, pixels);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] write(int width, byte[] pixels) throws IOException {
    int height = pixels.length / width;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(SIGNATURE);
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    DataOutputStream fields = new DataOutputStream(header);
    fields.writeInt(width);
    fields.writeInt(height);
    fields.write(new byte[] {8, 0, 0, 0, 0});
    chunk(bytes, "IHDR", header.toByteArray());
    chunk(bytes, "IDAT", zlib(filtered(width, pixels)));
    chunk(bytes, "IEND", new byte[0]);
    return bytes.toByteArray();
  }

  /** The same as text, for a page. */
  static String base64(int width, byte[] pixels) {
    return Base64.getEncoder().encodeToString(bytes(width, pixels));
  }

  private static void chunk(OutputStream out, String type, byte[] content) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(content);
    DataOutputStream fields = new DataOutputStream(out);
    fields.writeInt(content.length);
    fields.write(name);
    fields.write(content);
    fields.writeInt((int) crc.getValue());
  }

  /** Each pixel as its difference from what its neighbours let expect. */
  private static byte[] filtered(int width, byte[] pixels) {
    int height = pixels.length / width;
    byte[] filtered = new byte[(width + 1) * height];
    for (int y = 0; y < height; y++) {
      filtered[y * (width + 1)] = PAETH;
      for (int x = 0; x < width; x++) {
        int left = x > 0 ? pixels[y * width + x - 1] & 0xff : 0;
        int up = y > 0 ? pixels[(y - 1) * width + x] & 0xff : 0;
        int corner = x > 0 && y > 0 ? pixels[(y - 1) * width + x - 1] & 0xff : 0;
        filtered[y * (width + 1) + x + 1] =
            (byte) (pixels[y * width + x] - paeth(left, up, corner));
      }
    }
    return filtered;
  }

  private static int paeth(int left, int up, int corner) {
    int expected = left + up - corner;
    int toLeft = Math.abs(expected - left);
    int toUp = Math.abs(expected - up);
    int toCorner = Math.abs(expected - corner);
    if (toLeft <= toUp && toLeft <= toCorner) {
      return left;
    }
    return toUp <= toCorner ? up : corner;
  }

  /**
   * The bytes as a zlib stream, by way of a gzip member without its ends.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc1950">RFC 1950</a>
   */
  private static byte[] zlib(byte[] content) throws IOException {
    ByteArrayOutputStream member = new ByteArrayOutputStream();
    try (OutputStream gzip = Framing.DEFLATE.gzip(member)) {
      gzip.write(content);
    }
    byte[] whole = member.toByteArray();
    Adler32 adler = new Adler32();
    adler.update(content);
    ByteArrayOutputStream zlib = new ByteArrayOutputStream();
    DataOutputStream fields = new DataOutputStream(zlib);
    fields.writeShort(0x789c);
    fields.write(
        Arrays.copyOfRange(whole, GzipMember.header().length, whole.length - GZIP_TRAILER_BYTES));
    fields.writeInt((int) adler.getValue());
    return zlib.toByteArray();
  }
}
