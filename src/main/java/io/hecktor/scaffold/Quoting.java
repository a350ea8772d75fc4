package io.hecktor.scaffold;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Text of a profile as other languages write it, so that none of it is taken for more than text.
 */
final class Quoting {

  private Quoting() {}

  /** A Java string. */
  static String literal(String text) {
    StringBuilder literal = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> literal.append('\\').append(c);
        case '\n' -> literal.append("\\n");
        case '\r' -> literal.append("\\r");
        default -> literal.append(c);
      }
    }
    return literal.append('"').toString();
  }

  /** Java strings with commas between. */
  static String literals(Collection<String> texts) {
    return texts.stream().map(Quoting::literal).collect(Collectors.joining(", "));
  }

  /** A path, folder by folder, for {@code Path.of}. */
  static String pathLiterals(String path) {
    return literals(Arrays.asList(path.split("/", -1)));
  }

  /** Text within a Java comment. */
  static String comment(String text) {
    return text.replace("\\", "&#92;").replace("*/", "*&#47;").replaceAll("\\R", " ");
  }

  /** Text of an XML element. */
  static String xml(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
