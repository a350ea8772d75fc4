package io.hecktor.deflate;

import java.util.Arrays;

/**
 * The description of a block's two codes: their lengths, runs of them shortened, in a code of their
 * own.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951#section-3.2.7">RFC 1951, 3.2.7</a>
 */
final class BlockHeader {

  private static final int COPY_LAST = 16;
  private static final int FEW_ZEROS = 17;
  private static final int MANY_ZEROS = 18;
  private static final int SYMBOLS = 19;
  private static final int MAX_CODE_LENGTH = 7;
  private static final int LEAST_LENGTHS = 4;
  private static final int COUNT_BITS = 5 + 5 + 4;
  private static final int[] ORDER = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };

  private final byte[] lengths = new byte[Symbols.LITERALS + Symbols.DISTANCES];
  private final byte[] symbols = new byte[Symbols.LITERALS + Symbols.DISTANCES];
  private final byte[] repeats = new byte[Symbols.LITERALS + Symbols.DISTANCES];
  private final int[] counts = new int[SYMBOLS];
  private final HuffmanCode code = new HuffmanCode(SYMBOLS, MAX_CODE_LENGTH);
  private int literals;
  private int distances;
  private int size;
  private int lengthsSent;

  /** Takes the codes that are to be described. */
  void prepare(HuffmanCode literalCode, HuffmanCode distanceCode) {
    literals = literalCode.used(Symbols.FIRST_LENGTH);
    distances = distanceCode.used(1);
    for (int i = 0; i < literals; i++) {
      lengths[i] = (byte) literalCode.length(i);
    }
    for (int i = 0; i < distances; i++) {
      lengths[literals + i] = (byte) distanceCode.length(i);
    }
    shortenRuns(literals + distances);
    code.build(counts);
    lengthsSent = SYMBOLS;
    while (lengthsSent > LEAST_LENGTHS && code.length(ORDER[lengthsSent - 1]) == 0) {
      lengthsSent--;
    }
  }

  private void shortenRuns(int total) {
    size = 0;
    Arrays.fill(counts, 0);
    for (int at = 0; at < total; ) {
      int run = 1;
      while (at + run < total && lengths[at + run] == lengths[at]) {
        run++;
      }
      at += run;
      if (lengths[at - 1] == 0) {
        zeros(run);
      } else {
        add(lengths[at - 1], 0);
        same(lengths[at - 1], run - 1);
      }
    }
  }

  private void zeros(int run) {
    int left = run;
    while (left >= 3) {
      int taken = Math.min(left, 138);
      add(taken > 10 ? MANY_ZEROS : FEW_ZEROS, taken > 10 ? taken - 11 : taken - 3);
      left -= taken;
    }
    for (; left > 0; left--) {
      add(0, 0);
    }
  }

  private void same(int length, int run) {
    int left = run;
    while (left >= 3) {
      int taken = Math.min(left, 6);
      add(COPY_LAST, taken - 3);
      left -= taken;
    }
    for (; left > 0; left--) {
      add(length, 0);
    }
  }

  private void add(int symbol, int repeat) {
    symbols[size] = (byte) symbol;
    repeats[size++] = (byte) repeat;
    counts[symbol]++;
  }

  private static int extraBits(int symbol) {
    return switch (symbol) {
      case COPY_LAST -> 2;
      case FEW_ZEROS -> 3;
      case MANY_ZEROS -> 7;
      default -> 0;
    };
  }

  /** How many bits the description takes. */
  long bits() {
    long bits = COUNT_BITS + 3L * lengthsSent;
    for (int symbol = 0; symbol < SYMBOLS; symbol++) {
      bits += (long) counts[symbol] * (code.length(symbol) + extraBits(symbol));
    }
    return bits;
  }

  void write(BitSink out) {
    out.put(literals - Symbols.FIRST_LENGTH, 5);
    out.put(distances - 1, 5);
    out.put(lengthsSent - LEAST_LENGTHS, 4);
    for (int i = 0; i < lengthsSent; i++) {
      out.put(code.length(ORDER[i]), 3);
    }
    for (int i = 0; i < size; i++) {
      out.put(code.code(symbols[i]), code.length(symbols[i]));
      out.put(repeats[i], extraBits(symbols[i]));
    }
  }
}
