package io.hecktor.page;

import io.hecktor.ByteSize;
import java.util.List;

/**
 * An image's layers as one bar, in their order from the lowest on.
 *
 * @param words what the bar is held against
 * @param layers of the image
 * @param wholeBytes the bar's whole width; what is over it widens the bar
 */
record LayerBar(String words, List<ImageFacts.LayerSize> layers, long wholeBytes) {

  private static final double WIDTH = 1000;
  private static final int COLOURS = 6;

  /** The style of a layer, so that the table beside the bar has the same. */
  static String style(int index) {
    return "l" + index % COLOURS;
  }

  Html html() {
    long sum = layers.stream().mapToLong(ImageFacts.LayerSize::bytes).sum();
    double scale = WIDTH / Math.max(1, Math.max(sum, wholeBytes));
    Html svg =
        Html.of("svg")
            .attribute("viewBox", "0 0 1000 24")
            .attribute("preserveAspectRatio", "none")
            .attribute("role", "img")
            .attribute("aria-label", words)
            .add(rectangle("track", 0, WIDTH));
    double x = 0;
    for (int i = 0; i < layers.size(); i++) {
      double width = layers.get(i).bytes() * scale;
      Html part = rectangle(style(i) + (width > 4 ? " gap" : ""), x, width);
      part.add(
          Html.of("title")
              .text(
                  (i + 1)
                      + " "
                      + layers.get(i).name()
                      + ", "
                      + ByteSize.format(layers.get(i).bytes())));
      svg.add(part);
      x += width;
    }
    if (sum > wholeBytes) {
      svg.add(
          Html.of("line")
              .styled("tick")
              .attribute("x1", wholeBytes * scale)
              .attribute("x2", wholeBytes * scale)
              .attribute("y1", 0)
              .attribute("y2", 24));
    }
    return Html.of("figure").styled("bar").add(Html.of("figcaption").text(words)).add(svg);
  }

  private static Html rectangle(String style, double x, double width) {
    return Html.of("rect")
        .styled(style)
        .attribute("x", x)
        .attribute("y", 0)
        .attribute("width", width)
        .attribute("height", 24);
  }
}
