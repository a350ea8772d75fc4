package io.hecktor.page;

/**
 * A value against its limit as a bar with words; where it is over the limit a line stands at the
 * limit.
 *
 * @param words such as {@code 3.2 s of 15 min}
 * @param value what was taken
 * @param limit what may be taken
 */
record Meter(String words, double value, double limit) {

  private static final double WIDTH = 100;
  private static final double HEIGHT = 10;

  Html html() {
    double share = limit > 0 ? value / limit : 0;
    boolean over = share > 1;
    Html svg =
        Html.of("svg")
            .attribute("viewBox", "0 0 100 10")
            .attribute("preserveAspectRatio", "none")
            .attribute("aria-hidden", "true")
            .add(bar("track", WIDTH))
            .add(bar(over ? "over" : "fill", over ? WIDTH : Math.max(share * WIDTH, 0.6)));
    if (over) {
      svg.add(
          Html.of("line")
              .styled("tick")
              .attribute("x1", WIDTH / share)
              .attribute("x2", WIDTH / share)
              .attribute("y1", 0)
              .attribute("y2", HEIGHT));
    }
    return Html.of("div")
        .styled("meter")
        .add(Parts.text(words + " "))
        .add(Html.of("span", "soft small whole", "(" + Numbers.percent(share) + ")"))
        .add(svg);
  }

  private static Html bar(String style, double width) {
    return Html.of("rect")
        .styled(style)
        .attribute("x", 0)
        .attribute("y", 0)
        .attribute("width", width)
        .attribute("height", HEIGHT);
  }
}
