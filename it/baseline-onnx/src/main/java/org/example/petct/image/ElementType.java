package org.example.petct.image;

import java.nio.ByteBuffer;

/** MetaImage's scalar types. {@code MET_LONG} has 4 bytes in a file, whatever C says. */
public enum ElementType {
  MET_CHAR(1, (b, at) -> b.get(at)),
  MET_UCHAR(1, (b, at) -> Byte.toUnsignedInt(b.get(at))),
  MET_SHORT(2, (b, at) -> b.getShort(at)),
  MET_USHORT(2, (b, at) -> Short.toUnsignedInt(b.getShort(at))),
  MET_INT(4, (b, at) -> b.getInt(at)),
  MET_UINT(4, (b, at) -> Integer.toUnsignedLong(b.getInt(at))),
  MET_LONG(4, (b, at) -> b.getInt(at)),
  MET_ULONG(4, (b, at) -> Integer.toUnsignedLong(b.getInt(at))),
  MET_LONG_LONG(8, (b, at) -> b.getLong(at)),
  MET_ULONG_LONG(8, (b, at) -> unsigned(b.getLong(at))),
  MET_FLOAT(4, (b, at) -> b.getFloat(at)),
  MET_DOUBLE(8, (b, at) -> b.getDouble(at));

  private final int sizeBytes;
  private final Decoder decoder;

  ElementType(int sizeBytes, Decoder decoder) {
    this.sizeBytes = sizeBytes;
    this.decoder = decoder;
  }

  int sizeBytes() {
    return sizeBytes;
  }

  /** The value number {@code index}; the buffer's byte order is the file's. */
  double at(ByteBuffer bytes, int index) {
    return decoder.at(bytes, index * sizeBytes);
  }

  private static double unsigned(long value) {
    double halved = (value >>> 1 | value & 1) * 2.0;
    return value >= 0 ? value : halved;
  }

  /** Reads one value that starts at a byte. */
  @FunctionalInterface
  private interface Decoder {
    double at(ByteBuffer bytes, int at);
  }
}
