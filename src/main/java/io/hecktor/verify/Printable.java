package io.hecktor.verify;

/**
 * Text of a container's making, made safe for consoles, JSON and XML: what would move a cursor,
 * turn the reading direction or is no character at all is shown as an escape.
 */
public final class Printable {

  /** The longest subject of a finding, in characters. */
  static final int SUBJECT_CHARS = 300;

  /** The longest evidence of a finding, in characters. */
  static final int EVIDENCE_CHARS = 2000;

  private static final String CUT = " [cut]";

  private Printable() {}

  /** The text on one line. */
  public static String line(String text, int most) {
    return cut(escaped(text, false), most);
  }

  /** The text with its line feeds. */
  public static String lines(String text, int most) {
    return cut(escaped(text, true), most);
  }

  private static String escaped(String text, boolean keepLineFeeds) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              if (point == '\t') {
                safe.append(' ');
              } else if (isSafe(point) || (keepLineFeeds && point == '\n')) {
                safe.appendCodePoint(point);
              } else {
                safe.append(String.format("\\u%04x", point));
              }
            });
    return safe.toString();
  }

  private static boolean isSafe(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = most - CUT.length();
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
  }
}
