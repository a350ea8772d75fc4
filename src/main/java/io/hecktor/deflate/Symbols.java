package io.hecktor.deflate;

/**
 * How lengths and distances become symbols and extra bits.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951#section-3.2.5">RFC 1951, 3.2.5</a>
 */
final class Symbols {

  static final int END_OF_BLOCK = 256;
  static final int FIRST_LENGTH = 257;
  static final int LITERALS = 286;
  static final int DISTANCES = 30;
  static final int MIN_MATCH = 3;
  static final int MAX_MATCH = 258;
  static final int WINDOW = 32_768;

  private static final int[] LENGTH_EXTRA = {
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0
  };
  private static final int[] LENGTH_BASE = new int[LENGTH_EXTRA.length];
  private static final byte[] LENGTH_SYMBOL = new byte[MAX_MATCH + 1];

  static {
    int length = MIN_MATCH;
    for (int symbol = 0; symbol < LENGTH_EXTRA.length - 1; symbol++) {
      LENGTH_BASE[symbol] = length;
      int end = Math.min(length + (1 << LENGTH_EXTRA[symbol]), MAX_MATCH);
      while (length < end) {
        LENGTH_SYMBOL[length++] = (byte) symbol;
      }
    }
    LENGTH_BASE[LENGTH_EXTRA.length - 1] = MAX_MATCH;
    LENGTH_SYMBOL[MAX_MATCH] = (byte) (LENGTH_EXTRA.length - 1);
  }

  private Symbols() {}

  /** Which of the length symbols, from 0, a length of 3 to 258 has. */
  static int ofLength(int length) {
    return LENGTH_SYMBOL[length];
  }

  static int lengthExtraBits(int symbol) {
    return LENGTH_EXTRA[symbol];
  }

  static int lengthBase(int symbol) {
    return LENGTH_BASE[symbol];
  }

  /** The symbol of a distance of 1 to 32,768. */
  static int ofDistance(int distance) {
    int before = distance - 1;
    if (before < 4) {
      return before;
    }
    int extra = 30 - Integer.numberOfLeadingZeros(before);
    return 2 * extra + 2 + ((before >>> extra) & 1);
  }

  static int distanceExtraBits(int symbol) {
    return symbol < 4 ? 0 : (symbol >> 1) - 1;
  }

  static int distanceBase(int symbol) {
    return symbol < 4 ? symbol + 1 : ((2 + (symbol & 1)) << distanceExtraBits(symbol)) + 1;
  }
}
