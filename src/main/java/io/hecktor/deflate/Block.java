package io.hecktor.deflate;

import java.util.Arrays;

/**
 * Literals and matches gathered for one deflate block, which is written with the codes that make it
 * smallest: its own or the fixed ones.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951#section-3.2.3">RFC 1951, 3.2.3</a>
 */
final class Block {

  private static final int CAPACITY = 1 << 13;
  private static final int MAX_CODE_LENGTH = 15;
  private static final int LENGTH_SHIFT = 16;

  private static final HuffmanCode FIXED_LITERALS = fixedLiterals();
  private static final HuffmanCode FIXED_DISTANCES = fixedDistances();

  private final int[] tokens = new int[CAPACITY];
  private final int[] literalCounts = new int[Symbols.LITERALS];
  private final int[] distanceCounts = new int[Symbols.DISTANCES];
  private final HuffmanCode literals = new HuffmanCode(Symbols.LITERALS, MAX_CODE_LENGTH);
  private final HuffmanCode distances = new HuffmanCode(Symbols.DISTANCES, MAX_CODE_LENGTH);
  private final BlockHeader header = new BlockHeader();
  private int count;

  private static HuffmanCode fixedLiterals() {
    byte[] lengths = new byte[288];
    Arrays.fill(lengths, 0, 144, (byte) 8);
    Arrays.fill(lengths, 144, 256, (byte) 9);
    Arrays.fill(lengths, 256, 280, (byte) 7);
    Arrays.fill(lengths, 280, 288, (byte) 8);
    return HuffmanCode.ofLengths(lengths, MAX_CODE_LENGTH);
  }

  private static HuffmanCode fixedDistances() {
    byte[] lengths = new byte[32];
    Arrays.fill(lengths, (byte) 5);
    return HuffmanCode.ofLengths(lengths, MAX_CODE_LENGTH);
  }

  boolean isFull() {
    return count == CAPACITY;
  }

  /** Whether there is room for one more only. */
  boolean isNearlyFull() {
    return count >= CAPACITY - 1;
  }

  boolean isEmpty() {
    return count == 0;
  }

  void literal(byte value) {
    int symbol = value & 0xff;
    tokens[count++] = symbol;
    literalCounts[symbol]++;
  }

  /** Adds a match of 3 to 258 bytes, 1 to 32,768 back. */
  void match(int length, int distance) {
    tokens[count++] = length << LENGTH_SHIFT | (distance - 1);
    literalCounts[Symbols.FIRST_LENGTH + Symbols.ofLength(length)]++;
    distanceCounts[Symbols.ofDistance(distance)]++;
  }

  /** Writes the block and begins the next. */
  void write(BitSink out, boolean last) {
    literalCounts[Symbols.END_OF_BLOCK]++;
    literals.build(literalCounts);
    distances.build(distanceCounts);
    header.prepare(literals, distances);
    long own = header.bits() + bits(literals, distances);
    long fixed = bits(FIXED_LITERALS, FIXED_DISTANCES);
    out.reserve(Math.min(own, fixed) + BitSink.MAX_BITS);
    out.put(last ? 1 : 0, 1);
    if (own < fixed) {
      out.put(2, 2);
      header.write(out);
      writeTokens(out, literals, distances);
    } else {
      out.put(1, 2);
      writeTokens(out, FIXED_LITERALS, FIXED_DISTANCES);
    }
    clear();
  }

  /** Begins anew. */
  void clear() {
    count = 0;
    Arrays.fill(literalCounts, 0);
    Arrays.fill(distanceCounts, 0);
  }

  private long bits(HuffmanCode literalCode, HuffmanCode distanceCode) {
    long bits = 0;
    for (int symbol = 0; symbol < Symbols.FIRST_LENGTH; symbol++) {
      bits += (long) literalCounts[symbol] * literalCode.length(symbol);
    }
    for (int symbol = Symbols.FIRST_LENGTH; symbol < Symbols.LITERALS; symbol++) {
      int extra = Symbols.lengthExtraBits(symbol - Symbols.FIRST_LENGTH);
      bits += (long) literalCounts[symbol] * (literalCode.length(symbol) + extra);
    }
    for (int symbol = 0; symbol < Symbols.DISTANCES; symbol++) {
      int extra = Symbols.distanceExtraBits(symbol);
      bits += (long) distanceCounts[symbol] * (distanceCode.length(symbol) + extra);
    }
    return bits;
  }

  private void writeTokens(BitSink out, HuffmanCode literalCode, HuffmanCode distanceCode) {
    for (int i = 0; i < count; i++) {
      int token = tokens[i];
      int length = token >>> LENGTH_SHIFT;
      if (length == 0) {
        out.put(literalCode.code(token), literalCode.length(token));
      } else {
        writeMatch(out, literalCode, distanceCode, length, (token & 0xffff) + 1);
      }
    }
    out.put(literalCode.code(Symbols.END_OF_BLOCK), literalCode.length(Symbols.END_OF_BLOCK));
  }

  private static void writeMatch(
      BitSink out, HuffmanCode literalCode, HuffmanCode distanceCode, int length, int distance) {
    int lengthSymbol = Symbols.ofLength(length);
    int literal = Symbols.FIRST_LENGTH + lengthSymbol;
    int bits = literalCode.length(literal);
    long value = literalCode.code(literal);
    value |= (long) (length - Symbols.lengthBase(lengthSymbol)) << bits;
    bits += Symbols.lengthExtraBits(lengthSymbol);
    int distanceSymbol = Symbols.ofDistance(distance);
    value |= (long) distanceCode.code(distanceSymbol) << bits;
    bits += distanceCode.length(distanceSymbol);
    value |= (long) (distance - Symbols.distanceBase(distanceSymbol)) << bits;
    bits += Symbols.distanceExtraBits(distanceSymbol);
    out.put(value, bits);
  }
}
