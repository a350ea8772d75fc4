package io.hecktor.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A tar written header by header, so that it can say what no tar program would. */
final class RawTar {

  static final int BLOCK = 512;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  RawTar directory(String name) {
    return directory(name, 0755, 0);
  }

  RawTar directory(String name, int mode, int id) {
    return entry(new Header(name, '5').mode(mode).owner(id), "");
  }

  RawTar file(String name, String content) {
    return file(name, content, 0644, 0);
  }

  RawTar file(String name, String content, int mode, int id) {
    return entry(new Header(name, '0').mode(mode).owner(id), content);
  }

  RawTar link(String name, String target) {
    return entry(new Header(name, '2').link(target), "");
  }

  RawTar hardLink(String name, String target) {
    return entry(new Header(name, '1').link(target), "");
  }

  RawTar entry(Header header, String content) {
    return raw(header.size(length(content)).bytes(), content.getBytes(StandardCharsets.UTF_8));
  }

  /** A PAX header for the entry that follows, with records as {@code key=value}. */
  RawTar pax(String... records) {
    StringBuilder all = new StringBuilder();
    for (String record : records) {
      int length = length(record) + 3;
      while (length != length(record) + 2 + Integer.toString(length).length()) {
        length++;
      }
      all.append(length).append(' ').append(record).append('\n');
    }
    return entry(new Header("PaxHeader", 'x'), all.toString());
  }

  RawTar raw(byte[] header, byte[] content) {
    write(header);
    write(content);
    write(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
    return this;
  }

  private void write(byte[] bytes) {
    try {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  byte[] bytes() {
    byte[] entries = out.toByteArray();
    return Arrays.copyOf(entries, entries.length + 2 * BLOCK);
  }

  /** One header block. */
  static final class Header {
    private final byte[] bytes = new byte[BLOCK];

    Header(String name, char type) {
      this(name.getBytes(StandardCharsets.UTF_8), type);
    }

    Header(byte[] name, char type) {
      put(0, Arrays.copyOf(name, Math.min(name.length, 100)));
      put(257, "ustar\00000".getBytes(StandardCharsets.US_ASCII));
      bytes[156] = (byte) type;
      octal(136, 12, 1_000_000_000);
      mode(0644).owner(0).size(0);
    }

    Header mode(int mode) {
      return octal(100, 8, mode);
    }

    Header owner(int id) {
      return octal(108, 8, id).octal(116, 8, id);
    }

    Header link(String target) {
      return put(157, target.getBytes(StandardCharsets.UTF_8));
    }

    Header device(int major, int minor) {
      return octal(329, 8, major).octal(337, 8, minor);
    }

    Header size(long size) {
      return size < 1L << 33 ? octal(124, 12, size) : binary(124, size);
    }

    /** GNU's form, whose magic differs, and which has sparse maps in the header. */
    Header gnu() {
      return put(257, "ustar  \0".getBytes(StandardCharsets.US_ASCII));
    }

    /** An extent of an old GNU sparse entry, and the file's size with its holes. */
    Header extent(int index, long offset, long length) {
      return octal(386 + 24 * index, 12, offset).octal(398 + 24 * index, 12, length);
    }

    Header realSize(long size) {
      return octal(483, 12, size);
    }

    private Header octal(int at, int width, long value) {
      String digits = Long.toOctalString(value);
      return put(
          at,
          ("0".repeat(width - 1 - digits.length()) + digits + "\0")
              .getBytes(StandardCharsets.US_ASCII));
    }

    private Header binary(int at, long value) {
      bytes[at] = (byte) 0x80;
      for (int i = 0; i < 11; i++) {
        bytes[at + 11 - i] = (byte) (i < 8 ? value >> (8 * i) : 0);
      }
      return this;
    }

    private Header put(int at, byte[] value) {
      System.arraycopy(value, 0, bytes, at, value.length);
      return this;
    }

    byte[] bytes() {
      Arrays.fill(bytes, 148, 156, (byte) ' ');
      int sum = 0;
      for (byte b : bytes) {
        sum += b & 0xff;
      }
      octal(148, 7, sum);
      return bytes.clone();
    }
  }
}
