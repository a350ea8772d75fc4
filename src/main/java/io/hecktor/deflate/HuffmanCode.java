package io.hecktor.deflate;

import java.util.Arrays;

/**
 * A prefix code for a set of symbols, as short as their frequencies and a longest length allow.
 * Equal frequencies are told apart by the symbol, so that nothing depends on a sort's whims.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951#section-3.2.2">RFC 1951, 3.2.2</a>
 */
final class HuffmanCode {

  private static final int SYMBOL_BITS = 9;

  private final int symbols;
  private final int maxLength;
  private final byte[] lengths;
  private final short[] codes;
  private final long[] order;
  private final int[] work;

  HuffmanCode(int symbols, int maxLength) {
    this.symbols = symbols;
    this.maxLength = maxLength;
    this.lengths = new byte[symbols];
    this.codes = new short[symbols];
    this.order = new long[symbols];
    this.work = new int[symbols];
  }

  /** The code with lengths that are known, such as the fixed ones of RFC 1951 (3.2.6). */
  static HuffmanCode ofLengths(byte[] lengths, int maxLength) {
    HuffmanCode code = new HuffmanCode(lengths.length, maxLength);
    System.arraycopy(lengths, 0, code.lengths, 0, lengths.length);
    code.assignCodes();
    return code;
  }

  /** In bits; 0 where the symbol has no code. */
  int length(int symbol) {
    return lengths[symbol];
  }

  /** The code's bits, the first in the lowest place. */
  int code(int symbol) {
    return codes[symbol] & 0xffff;
  }

  /** How many symbols there are up to the last that has a code, and at least so many. */
  int used(int least) {
    int used = symbols;
    while (used > least && lengths[used - 1] == 0) {
      used--;
    }
    return used;
  }

  /**
   * Makes the code. At least two symbols get one, as a code of fewer is incomplete and some readers
   * refuse that.
   */
  void build(int[] frequencies) {
    int count = 0;
    for (int symbol = 0; symbol < symbols; symbol++) {
      if (frequencies[symbol] > 0) {
        order[count++] = ((long) frequencies[symbol] << SYMBOL_BITS) | symbol;
      }
    }
    for (int symbol = 0; count < 2; symbol++) {
      if (frequencies[symbol] == 0) {
        order[count++] = (1L << SYMBOL_BITS) | symbol;
      }
    }
    Arrays.sort(order, 0, count);
    for (int i = 0; i < count; i++) {
      work[i] = (int) (order[i] >>> SYMBOL_BITS);
    }
    minimumRedundancy(work, count);
    assignLengths(limitedCounts(count), count);
    assignCodes();
  }

  /**
   * Turns ascending frequencies into code lengths in place.
   *
   * @see <a href="https://doi.org/10.1007/3-540-60220-8_79">Moffat and Katajainen, In-place
   *     calculation of minimum-redundancy codes, 1995</a>
   */
  private static void minimumRedundancy(int[] a, int n) {
    int leaf = 0;
    int root = 0;
    for (int next = 0; next < n - 1; next++) {
      int sum = 0;
      for (int child = 0; child < 2; child++) {
        if (leaf >= n || (root < next && a[root] < a[leaf])) {
          sum += a[root];
          a[root++] = next;
        } else {
          sum += a[leaf++];
        }
      }
      a[next] = sum;
    }
    a[n - 2] = 0;
    for (int next = n - 3; next >= 0; next--) {
      a[next] = a[a[next]] + 1;
    }
    depthsOfLeaves(a, n);
  }

  private static void depthsOfLeaves(int[] a, int n) {
    int available = 1;
    int depth = 0;
    int root = n - 2;
    int next = n - 1;
    while (available > 0) {
      int internal = 0;
      while (root >= 0 && a[root] == depth) {
        internal++;
        root--;
      }
      for (; available > internal; available--) {
        a[next--] = depth;
      }
      available = 2 * internal;
      depth++;
    }
  }

  /** How many codes there are of each length, none longer than allowed, and the code complete. */
  private int[] limitedCounts(int count) {
    int[] counts = new int[maxLength + 1];
    long taken = 0;
    for (int i = 0; i < count; i++) {
      int length = Math.min(work[i], maxLength);
      counts[length]++;
      taken += 1L << (maxLength - length);
    }
    for (; taken > 1L << maxLength; taken--) {
      int shorter = maxLength - 1;
      while (counts[shorter] == 0) {
        shorter--;
      }
      counts[shorter]--;
      counts[shorter + 1] += 2;
      counts[maxLength]--;
    }
    return counts;
  }

  private void assignLengths(int[] counts, int count) {
    Arrays.fill(lengths, (byte) 0);
    int next = count;
    for (int length = 1; length <= maxLength; length++) {
      for (int i = 0; i < counts[length]; i++) {
        lengths[(int) (order[--next] & ((1 << SYMBOL_BITS) - 1))] = (byte) length;
      }
    }
  }

  private void assignCodes() {
    int[] counts = new int[maxLength + 1];
    for (byte length : lengths) {
      counts[length]++;
    }
    counts[0] = 0;
    int[] next = new int[maxLength + 1];
    for (int length = 1; length <= maxLength; length++) {
      next[length] = (next[length - 1] + counts[length - 1]) << 1;
    }
    for (int symbol = 0; symbol < symbols; symbol++) {
      int length = lengths[symbol];
      if (length > 0) {
        codes[symbol] = (short) (Integer.reverse(next[length]++) >>> (Integer.SIZE - length));
      }
    }
  }
}
