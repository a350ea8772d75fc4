package io.hecktor.deflate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Tells from a thirty-second of a span whether deflating it is worth the time: by how unevenly its
 * bytes are spread, and where that does not show it, by how much of it has occurred before.
 */
final class Probe {

  /** Deflating must be expected to leave at most so many of a hundred bytes. */
  private static final int WORTH_PERCENT = 90;

  private static final int PIECE_BYTES = 1 << 9;
  private static final int PIECE_DISTANCE = 1 << 14;
  private static final int HASH_BITS = 12;
  private static final int MATCH_BYTES = Integer.BYTES;

  /** What a match costs, in bits, however short. */
  private static final int MATCH_BITS = 20;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final int[] counts = new int[1 << Byte.SIZE];
  private final int[] places = new int[1 << HASH_BITS];

  /** The size that is worth deflating so many bytes to. */
  static long worthBytes(int length) {
    return (long) length * WORTH_PERCENT / 100;
  }

  /** Whether the first bytes of an array will shrink enough. */
  boolean isWorthDeflating(byte[] bytes, int length) {
    Arrays.fill(counts, 0);
    int sampled = 0;
    for (int piece = 0; piece < length; piece += PIECE_DISTANCE) {
      int end = Math.min(piece + PIECE_BYTES, length);
      for (int at = piece; at < end; at++) {
        counts[bytes[at] & 0xff]++;
      }
      sampled += end - piece;
    }
    double bitsPerByte = entropy(sampled);
    return isWorth(bitsPerByte * sampled, sampled)
        || isWorth(bitsWithMatches(bytes, length, bitsPerByte), sampled);
  }

  private static boolean isWorth(double bits, int sampled) {
    return bits * 100 <= (double) sampled * Byte.SIZE * WORTH_PERCENT;
  }

  /** In bits per byte; by StrictMath, as Math's logarithm may differ between machines. */
  private double entropy(int sampled) {
    double sum = 0;
    for (int count : counts) {
      if (count > 0) {
        sum -= count * StrictMath.log((double) count / sampled);
      }
    }
    return sum / StrictMath.log(2) / sampled;
  }

  private double bitsWithMatches(byte[] bytes, int length, double bitsPerByte) {
    Arrays.fill(places, -1);
    int literals = 0;
    int matches = 0;
    for (int piece = 0; piece < length; piece += PIECE_DISTANCE) {
      int end = Math.min(piece + PIECE_BYTES, length);
      int at = piece;
      while (at <= end - MATCH_BYTES) {
        int value = (int) INTS.get(bytes, at);
        int slot = (value * 0x9E3779B1) >>> (Integer.SIZE - HASH_BITS);
        int earlier = places[slot];
        places[slot] = at;
        if (earlier >= 0 && (int) INTS.get(bytes, earlier) == value) {
          matches++;
          at = endOfMatch(bytes, earlier, at, end);
        } else {
          literals++;
          at++;
        }
      }
      literals += end - at;
    }
    return literals * bitsPerByte + (double) matches * MATCH_BITS;
  }

  private static int endOfMatch(byte[] bytes, int earlier, int at, int end) {
    int length = MATCH_BYTES;
    while (at + length < end && bytes[earlier + length] == bytes[at + length]) {
      length++;
    }
    return at + length;
  }
}
