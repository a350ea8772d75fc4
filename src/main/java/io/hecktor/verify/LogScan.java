package io.hecktor.verify;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Counts the lines of a byte stream and finds its first byte that is not UTF-8, piece by piece. */
final class LogScan {

  private final long mostLineBytes;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private final ByteBuffer pending = ByteBuffer.allocate((1 << 16) + 8);
  private final CharBuffer decoded = CharBuffer.allocate((1 << 16) + 8);
  private long lines;
  private long lineBytes;
  private long longLines;
  private long firstLongLine;
  private long badUtf8Line;

  /**
   * A scan at the start of a stream.
   *
   * @param mostLineBytes a longer line is a long one; its line feed does not count
   */
  LogScan(long mostLineBytes) {
    this.mostLineBytes = mostLineBytes;
  }

  /** Takes the next bytes, at most 64 KiB. */
  void add(byte[] bytes, int length) {
    if (badUtf8Line == 0) {
      decode(bytes, length);
    }
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        endLine();
      } else {
        lineBytes++;
      }
    }
  }

  /** Takes the end of the stream. */
  void end() {
    if (badUtf8Line == 0 && pending.position() > 0) {
      badUtf8Line = lines + 1;
    }
    if (lineBytes > 0) {
      endLine();
    }
  }

  private void endLine() {
    lines++;
    if (lineBytes > mostLineBytes) {
      longLines++;
      firstLongLine = firstLongLine == 0 ? lines : firstLongLine;
    }
    lineBytes = 0;
  }

  private void decode(byte[] bytes, int length) {
    int before = pending.position();
    pending.put(bytes, 0, length).flip();
    decoded.clear();
    CoderResult result = decoder.decode(pending, decoded, false);
    if (result.isError()) {
      badUtf8Line = lines + 1;
      int good = pending.position() - before;
      for (int i = 0; i < good; i++) {
        badUtf8Line += bytes[i] == '\n' ? 1 : 0;
      }
    }
    pending.compact();
  }

  long lines() {
    return lines;
  }

  long longLines() {
    return longLines;
  }

  /** Counted from 1; 0 where there is none. */
  long firstLongLine() {
    return firstLongLine;
  }

  /** Counted from 1; 0 where all is UTF-8. */
  long badUtf8Line() {
    return badUtf8Line;
  }
}
