package io.hecktor.deflate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Collects bits, the first in each byte's lowest place, as RFC 1951 (3.1.1) packs them. */
final class BitSink {

  /** The most bits that one {@link #put} takes: what is left below 64 when 7 are waiting. */
  static final int MAX_BITS = 56;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int SLACK_BYTES = Long.BYTES;

  private byte[] bytes = new byte[1 << 12];
  private int size;
  private long waiting;
  private int waitingBits;

  /** Begins anew and keeps the memory. */
  void reset() {
    size = 0;
    waiting = 0;
    waitingBits = 0;
  }

  /** Makes sure that so many bits fit; {@link #put} itself does not look. */
  void reserve(long bits) {
    long needed = size + (bits + waitingBits) / Byte.SIZE + 1 + SLACK_BYTES;
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.max(needed, bytes.length * 2L));
    }
  }

  /** Appends the lowest bits of a value that has no others. */
  void put(long value, int bits) {
    waiting |= value << waitingBits;
    waitingBits += bits;
    LONGS.set(bytes, size, waiting);
    size += waitingBits >>> 3;
    waiting >>>= waitingBits & ~7;
    waitingBits &= 7;
  }

  /** Fills the last byte with zeros. */
  void align() {
    put(0, (Byte.SIZE - waitingBits) & 7);
  }

  /** How many bits were put. */
  long bits() {
    return (long) size * Byte.SIZE + waitingBits;
  }

  /** The bytes that are full. */
  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }
}
