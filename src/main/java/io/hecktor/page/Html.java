package io.hecktor.page;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * An element of a page with what is in it. Text and attributes are escaped when they are written,
 * and there is no way to put anything else in: whatever a program printed is shown and never read
 * as markup.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/syntax.html">HTML, the syntax</a>
 */
public final class Html {

  private static final Set<String> VOID = Set.of("meta", "link", "br", "hr", "img");

  private interface Node {
    void write(Appendable out) throws IOException;
  }

  private final String name;
  private final Map<String, String> attributes = new TreeMap<>();
  private final List<Node> content = new ArrayList<>();

  private Html(String name) {
    this.name = name;
  }

  /** An empty element. */
  static Html of(String name) {
    return new Html(name);
  }

  /** An element with a class and text. */
  static Html of(String name, String styles, String text) {
    return of(name).styled(styles).text(text);
  }

  Html attribute(String key, String value) {
    attributes.put(key, value);
    return this;
  }

  Html attribute(String key, double value) {
    return attribute(key, Numbers.plain(value));
  }

  /** Names of rules of the page's style sheet. */
  Html styled(String styles) {
    return attribute("class", styles);
  }

  Html text(String text) {
    content.add(out -> escape(text, out));
    return this;
  }

  Html add(Html child) {
    content.add(child::write);
    return this;
  }

  Html add(Optional<Html> child) {
    child.ifPresent(this::add);
    return this;
  }

  Html addAll(Collection<Html> children) {
    children.forEach(this::add);
    return this;
  }

  /** A style sheet of the plugin's own, which needs no escaping. */
  static Html styleSheet(String css) {
    if (css.contains("<")) {
      throw new IllegalArgumentException("a style sheet with markup in it");
    }
    Html style = of("style");
    style.content.add(out -> out.append(css));
    return style;
  }

  /** Writes the element. */
  void write(Appendable out) throws IOException {
    out.append('<').append(name);
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      out.append(' ').append(attribute.getKey()).append("=\"");
      escape(attribute.getValue(), out);
      out.append('"');
    }
    out.append('>');
    if (VOID.contains(name)) {
      return;
    }
    for (Node node : content) {
      node.write(out);
    }
    out.append("</").append(name).append('>');
    if (name.length() > 4 || name.equals("tr") || name.equals("div")) {
      out.append('\n');
    }
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    try {
      write(text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return text.toString();
  }

  /** What is no character that can be seen is shown by its number, line feeds excepted. */
  private static void escape(String text, Appendable out) throws IOException {
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      switch (point) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        case '\n' -> out.append('\n');
        default -> {
          if (isSeen(point)) {
            out.append(Character.toString(point));
          } else {
            out.append(String.format("\\u%04x", point));
          }
        }
      }
    }
  }

  private static boolean isSeen(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
