package io.hecktor.page;

/** Text in which {@code `code`} stands between backticks, as the plugin's own sentences have it. */
final class Words {

  private static final char TICK = '`';

  private Words() {}

  /** Adds the text; a backtick without a second one is shown as it is. */
  static Html into(Html parent, String text) {
    int from = 0;
    while (from < text.length()) {
      int open = text.indexOf(TICK, from);
      int close = open < 0 ? -1 : text.indexOf(TICK, open + 1);
      if (close < 0) {
        break;
      }
      parent.text(text.substring(from, open)).add(Parts.code(text.substring(open + 1, close)));
      from = close + 1;
    }
    return parent.text(text.substring(from));
  }

  /** A paragraph of such text. */
  static Html paragraph(String style, String text) {
    return into(Html.of("p").styled(style), text);
  }
}
