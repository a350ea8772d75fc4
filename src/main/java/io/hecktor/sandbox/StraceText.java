package io.hecktor.sandbox;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The small grammar of strace's output: quoted strings, decorated descriptors, nested braces. */
final class StraceText {

  private StraceText() {}

  /** A quoted string's bytes, or nothing where the text does not start with a quote. */
  static Optional<byte[]> bytes(String text) {
    if (!text.startsWith("\"")) {
      return Optional.empty();
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int at = 1;
    while (at < text.length() && text.charAt(at) != '"') {
      at = text.charAt(at) == '\\' ? escape(text, at + 1, out) : plain(text, at, out);
    }
    return Optional.of(out.toByteArray());
  }

  /** A quoted string; bytes that are no UTF-8 become replacement characters. */
  static Optional<String> unquote(String text) {
    return bytes(text).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  private static int plain(String text, int at, ByteArrayOutputStream out) {
    out.writeBytes(text.substring(at, at + 1).getBytes(StandardCharsets.ISO_8859_1));
    return at + 1;
  }

  private static int escape(String text, int at, ByteArrayOutputStream out) {
    if (at >= text.length()) {
      return at;
    }
    char c = text.charAt(at);
    if (c == 'x') {
      int end = Math.min(text.length(), at + 3);
      out.write(Integer.parseInt(text.substring(at + 1, end), 16));
      return end;
    }
    if (c >= '0' && c <= '7') {
      int end = at;
      int value = 0;
      while (end < text.length() && end < at + 3 && "01234567".indexOf(text.charAt(end)) >= 0) {
        value = value * 8 + text.charAt(end++) - '0';
      }
      out.write(value);
      return end;
    }
    out.write(
        switch (c) {
          case 'n' -> '\n';
          case 't' -> '\t';
          case 'r' -> '\r';
          case 'v' -> 0x0b;
          case 'f' -> '\f';
          case 'a' -> 7;
          case 'b' -> '\b';
          default -> c;
        });
    return at + 1;
  }

  /** What stands in angle brackets after a descriptor: a path, {@code socket:[1]}, … */
  static Optional<String> decoration(String text) {
    int open = text.indexOf('<');
    int close = text.lastIndexOf('>');
    return open > 0 && close > open
        ? unquote('"' + text.substring(open + 1, close) + '"')
        : Optional.empty();
  }

  /** Where a call's closing parenthesis stands, or -1. */
  static int closing(String text, int open) {
    Scanner scanner = new Scanner(text, open + 1);
    while (scanner.more()) {
      if (scanner.depth() == 0 && scanner.current() == ')') {
        return scanner.position();
      }
      scanner.step();
    }
    return -1;
  }

  /** Splits arguments at the commas that stand in no braces, quotes or decorations. */
  static List<String> split(String arguments) {
    List<String> all = new ArrayList<>();
    Scanner scanner = new Scanner(arguments, 0);
    int start = 0;
    while (scanner.more()) {
      if (scanner.depth() == 0 && scanner.current() == ',') {
        all.add(arguments.substring(start, scanner.position()).strip());
        start = scanner.position() + 1;
      }
      scanner.step();
    }
    String last = arguments.substring(start).strip();
    if (!last.isEmpty()) {
      all.add(last);
    }
    return all;
  }

  /** Walks over text and knows how deep in braces it is; jumps over quotes and decorations. */
  private static final class Scanner {

    private final String text;
    private int at;
    private int depth;

    Scanner(String text, int start) {
      this.text = text;
      this.at = start;
    }

    boolean more() {
      return at < text.length();
    }

    int depth() {
      return depth;
    }

    int position() {
      return at;
    }

    char current() {
      return text.charAt(at);
    }

    void step() {
      char c = text.charAt(at);
      if (c == '"') {
        skipTo('"');
      } else if (c == '<' && at > 0 && isDescriptor(text.charAt(at - 1))) {
        skipTo('>');
      } else if (c == '{' || c == '[' || c == '(') {
        depth++;
      } else if (c == '}' || c == ']' || c == ')') {
        depth--;
      }
      at++;
    }

    private void skipTo(char end) {
      at++;
      while (at < text.length() && text.charAt(at) != end) {
        at += text.charAt(at) == '\\' ? 2 : 1;
      }
    }

    /** A number, or the D of AT_FDCWD; the 1 of {@code 1<<2} is followed by another bracket. */
    private boolean isDescriptor(char before) {
      boolean shift = at + 1 < text.length() && text.charAt(at + 1) == '<';
      return !shift && (Character.isDigit(before) || before == 'D');
    }
  }
}
