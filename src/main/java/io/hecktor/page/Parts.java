package io.hecktor.page;

import java.util.ArrayList;
import java.util.List;

/** The small parts that pages are put together from. */
final class Parts {

  private Parts() {}

  /** What a verdict looks like: a sign, a word and only then a colour. */
  enum Mark {
    PASSED("pass", "✓"),
    FAILED("fail", "✕"),
    WARNED("warned", "!"),
    OPEN("open", "–");

    private final String style;
    private final String sign;

    Mark(String style, String sign) {
      this.style = style;
      this.sign = sign;
    }

    Html badge(String words) {
      return badge(words, "");
    }

    Html bigBadge(String words) {
      return badge(words, " big");
    }

    private Html badge(String words, String more) {
      return Html.of("span")
          .styled("badge " + style + more)
          .add(Html.of("span").attribute("aria-hidden", "true").text(sign))
          .add(Html.of("span").text(words));
    }

    static Mark of(boolean passed) {
      return passed ? PASSED : FAILED;
    }
  }

  /** A table that scrolls by itself where the page is narrow. */
  static final class Table {

    private final String caption;
    private final Html head = Html.of("tr");
    private final Html body = Html.of("tbody");
    private final List<String> styles = new ArrayList<>();

    Table(String caption) {
      this.caption = caption;
    }

    Table column(String name, String style) {
      styles.add(style);
      head.add(Html.of("th", style, name).attribute("scope", "col"));
      return this;
    }

    /** A row whose first cell names it. */
    Table row(Html... cells) {
      Html row = Html.of("tr");
      for (int i = 0; i < cells.length; i++) {
        Html cell = Html.of(i == 0 ? "th" : "td").styled(styles.get(i));
        if (i == 0) {
          cell.attribute("scope", "row");
        }
        row.add(cell.add(cells[i]));
      }
      body.add(row);
      return this;
    }

    Html html() {
      return Html.of("div")
          .styled("scroll")
          .attribute("role", "region")
          .attribute("tabindex", "0")
          .attribute("aria-label", caption)
          .add(
              Html.of("table")
                  .add(Html.of("caption").text(caption))
                  .add(Html.of("thead").add(head))
                  .add(body));
    }
  }

  static Html text(String text) {
    return Html.of("span").text(text);
  }

  static Html code(String text) {
    return Html.of("code").text(text);
  }

  static Html heading(String level, String text) {
    return Html.of(level).text(text);
  }

  static Html paragraph(String style, String text) {
    return Html.of("p", style, text);
  }

  /** Names and values, one beside the other. */
  static final class Facts {

    private final Html list = Html.of("dl").styled("facts");

    Facts add(String name, Html value) {
      list.add(Html.of("dt").text(name)).add(Html.of("dd").add(value));
      return this;
    }

    Facts add(String name, String value) {
      return value.isEmpty() ? this : add(name, text(value));
    }

    Html html() {
      return list;
    }
  }
}
