package io.hecktor.deflate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Finds earlier occurrences of what stands at a place: chains of places with the same four bytes,
 * the newest first, followed for a few steps only.
 */
final class MatchFinder {

  /** What a search needs to read at a place. */
  static final int LOOKAHEAD_BYTES = Integer.BYTES;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** A match of that length is taken without a look at older ones. */
  private static final int GOOD_LENGTH = 64;

  private static final int HASH_BITS = 15;
  private static final int MULTIPLIER = 0x9E3779B1;
  private static final int MASK = Symbols.WINDOW - 1;
  private static final int NEVER = -Symbols.WINDOW - 1;

  private final int[] head = new int[1 << HASH_BITS];
  private final int[] previous = new int[Symbols.WINDOW];
  private byte[] bytes = new byte[0];
  private int end;
  private int distance;

  /** Forgets everything and looks at the first bytes of an array from now on. */
  void begin(byte[] input, int length) {
    bytes = input;
    end = length;
    Arrays.fill(head, NEVER);
  }

  /** Remembers a place with at least {@link #LOOKAHEAD_BYTES} left. */
  void insert(int at) {
    int hash = hash((int) INTS.get(bytes, at));
    previous[at & MASK] = head[hash];
    head[hash] = at;
  }

  private static int hash(int value) {
    return (value * MULTIPLIER) >>> (Integer.SIZE - HASH_BITS);
  }

  /**
   * Remembers a place and looks for the longest match there.
   *
   * @param longerThan at least 3
   * @param steps how many earlier places are compared
   * @return the match's length, or {@code longerThan} where there is none longer
   */
  int find(int at, int longerThan, int steps) {
    int here = (int) INTS.get(bytes, at);
    int hash = hash(here);
    int candidate = head[hash];
    previous[at & MASK] = candidate;
    head[hash] = at;
    int most = Math.min(Symbols.MAX_MATCH, end - at);
    int best = longerThan;
    if (best >= most) {
      return best;
    }
    int oldest = at - Symbols.WINDOW;
    int tail = (int) INTS.get(bytes, at + best - 3);
    for (int step = steps; candidate >= oldest && candidate >= 0 && step > 0; step--) {
      if ((int) INTS.get(bytes, candidate + best - 3) == tail
          && (int) INTS.get(bytes, candidate) == here) {
        int length = common(candidate, at, most);
        if (length > best) {
          best = length;
          distance = at - candidate;
          if (length >= GOOD_LENGTH || length == most) {
            break;
          }
          tail = (int) INTS.get(bytes, at + best - 3);
        }
      }
      candidate = previous[candidate & MASK];
    }
    return best;
  }

  private int common(int earlier, int at, int most) {
    int length = LOOKAHEAD_BYTES;
    while (length <= most - Long.BYTES) {
      long difference =
          (long) LONGS.get(bytes, earlier + length) ^ (long) LONGS.get(bytes, at + length);
      if (difference != 0) {
        return length + (Long.numberOfTrailingZeros(difference) >>> 3);
      }
      length += Long.BYTES;
    }
    while (length < most && bytes[earlier + length] == bytes[at + length]) {
      length++;
    }
    return length;
  }

  /** How far back the match lies that was found last. */
  int distance() {
    return distance;
  }
}
