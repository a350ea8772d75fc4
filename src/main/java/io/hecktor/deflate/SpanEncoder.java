package io.hecktor.deflate;

import java.util.Optional;

/**
 * Deflates a span of bytes by itself: greedy matches, put off by one place where the next match is
 * better. Holds the tables of one thread, used again for each span.
 */
final class SpanEncoder {

  // Changing one of these changes what is written: Framing's names of formats go with them.
  private static final int STEPS = 8;
  private static final int LAZY_STEPS = 4;
  private static final int GOOD_LENGTH = 32;

  /** An empty stored block, which ends a span on a whole byte (RFC 1951, 3.2.4). */
  private static final long EMPTY_STORED = 0xffff0000L;

  private final MatchFinder finder = new MatchFinder();
  private final Block block = new Block();
  private final BitSink out = new BitSink();

  /**
   * Deflates a span, unless it stays too large.
   *
   * @param limitBytes what the result must stay below
   * @return whole bytes of complete deflate blocks; empty if they would reach the limit
   */
  Optional<byte[]> encode(Span span, long limitBytes) {
    byte[] bytes = span.bytes();
    int length = span.length();
    boolean last = span.isLast();
    long limitBits = limitBytes * Byte.SIZE;
    out.reset();
    block.clear();
    finder.begin(bytes, length);
    int at = 0;
    while (at < length) {
      at = encodeFrom(bytes, at, length);
      if (block.isFull()) {
        block.write(out, last && at == length);
        if (out.bits() >= limitBits) {
          return Optional.empty();
        }
      }
    }
    finish(last);
    // An empty span has no block at all, not even one that ends the member.
    return out.bits() < limitBits && length > 0 ? Optional.of(out.toByteArray()) : Optional.empty();
  }

  /** Fills the block, from a place on; where it ends is told. */
  private int encodeFrom(byte[] bytes, int from, int length) {
    int searchable = length - MatchFinder.LOOKAHEAD_BYTES;
    int at = from;
    while (at <= searchable && !block.isFull()) {
      int found = finder.find(at, Symbols.MIN_MATCH, STEPS);
      if (found == Symbols.MIN_MATCH) {
        block.literal(bytes[at++]);
      } else {
        at = matchFrom(bytes, at, found, searchable);
      }
    }
    while (at > searchable && at < length && !block.isFull()) {
      block.literal(bytes[at++]);
    }
    return at;
  }

  /** Adds the match found at a place, or a longer one that begins soon after. */
  private int matchFrom(byte[] bytes, int from, int found, int searchable) {
    int at = from;
    int best = found;
    int distance = finder.distance();
    int seen = at + 1;
    while (best < GOOD_LENGTH && at < searchable && !block.isNearlyFull()) {
      int next = finder.find(at + 1, best, LAZY_STEPS);
      seen = at + 2;
      if (next == best) {
        break;
      }
      block.literal(bytes[at++]);
      best = next;
      distance = finder.distance();
    }
    block.match(best, distance);
    int end = Math.min(at + best, searchable + 1);
    for (int place = seen; place < end; place++) {
      finder.insert(place);
    }
    return at + best;
  }

  private void finish(boolean last) {
    if (!block.isEmpty()) {
      block.write(out, last);
    }
    out.reserve(2 * BitSink.MAX_BITS);
    if (!last) {
      out.put(0, 3);
      out.align();
      out.put(EMPTY_STORED, 32);
    } else {
      out.align();
    }
  }
}
