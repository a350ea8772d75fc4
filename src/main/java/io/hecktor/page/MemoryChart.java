package io.hecktor.page;

import io.hecktor.ByteSize;
import io.hecktor.verify.CaseFacts;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * A run's memory over time as a curve, with its limit as a line. A limit far above the curve is
 * drawn at the upper edge and said to be out of scale, or the curve would be a line on the ground.
 *
 * @param curve at least one value
 * @param duration of the whole run
 * @param limitBytes of memory
 */
record MemoryChart(CaseFacts.Curve curve, Duration duration, long limitBytes) {

  private static final double WIDTH = 1000;
  private static final double HEIGHT = 100;

  /** From this multiple of the peak on the limit is out of scale. */
  private static final double FAR = 3;

  /** Above the highest thing that is drawn to scale. */
  private static final double MARGIN = 1.1;

  long peak() {
    return curve.values().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  /** Whether the limit is drawn where it is. */
  boolean toScale() {
    return limitBytes <= FAR * Math.max(1, peak());
  }

  private double top() {
    return MARGIN * Math.max(1, toScale() ? Math.max(peak(), limitBytes) : peak());
  }

  private double y(double bytes) {
    return HEIGHT * (1 - bytes / top());
  }

  private double seconds() {
    double drawn = curve.step().toNanos() / 1e9 * curve.values().size();
    return Math.max(duration.toNanos() / 1e9, Math.max(drawn, 1e-9));
  }

  /** Where the limit's line is; its upper edge where it is out of scale. */
  double limitY() {
    return toScale() ? y((double) limitBytes) : 1;
  }

  /** The curve's corners: each step's value holds for the whole step. */
  String path() {
    double step = curve.step().toNanos() / 1e9 / seconds() * WIDTH;
    StringBuilder path = new StringBuilder();
    List<Long> values = curve.values();
    for (int i = 0; i < values.size(); i++) {
      double from = i * step;
      double to = i + 1 == values.size() ? WIDTH : from + step;
      path.append(i == 0 ? 'M' : 'L').append(point(from, values.get(i)));
      path.append('L').append(point(to, values.get(i)));
    }
    return path.toString();
  }

  private String point(double x, long bytes) {
    return Numbers.plain(x) + " " + Numbers.plain(y((double) bytes));
  }

  Html html() {
    String words =
        "Memory over time: at most "
            + ByteSize.format(peak())
            + " in the samples, within "
            + Numbers.time(duration)
            + ".";
    Html svg =
        Html.of("svg")
            .attribute("viewBox", "0 0 1000 100")
            .attribute("preserveAspectRatio", "none")
            .attribute("role", "img")
            .attribute("aria-label", words + " " + limitWords())
            .add(line("grid", y(top() / 2)))
            .add(Html.of("path").styled("area").attribute("d", path() + "V100H0z"))
            .add(Html.of("path").styled("curve").attribute("d", path()))
            .add(line("limit", limitY()));
    Html up =
        Html.of("div")
            .styled("up")
            .attribute("aria-hidden", "true")
            .add(Parts.text(ByteSize.format((long) top())))
            .add(Parts.text(ByteSize.format((long) (top() / 2))))
            .add(Parts.text("0"));
    Html along =
        Html.of("div")
            .styled("along")
            .attribute("aria-hidden", "true")
            .add(Parts.text("0 s"))
            .add(Parts.text(time(seconds() / 2)))
            .add(Parts.text(time(seconds())));
    return Html.of("figure")
        .add(Html.of("figcaption").text(words + " ").add(dash()).add(Parts.text(limitWords())))
        .add(Html.of("div").styled("chart").add(up).add(svg).add(along));
  }

  private String limitWords() {
    String limit = "limit " + ByteSize.format(limitBytes);
    double times = limitBytes / (double) Math.max(1, peak());
    return toScale()
        ? limit
        : limit + ", " + String.format(Locale.ROOT, "%.0f", times) + " times higher: out of scale";
  }

  private static String time(double seconds) {
    return Numbers.time(Duration.ofNanos((long) (seconds * 1e9)));
  }

  private static Html line(String style, double y) {
    return Html.of("line")
        .styled(style)
        .attribute("x1", 0)
        .attribute("x2", WIDTH)
        .attribute("y1", y)
        .attribute("y2", y);
  }

  private static Html dash() {
    return Html.of("svg")
        .styled("key")
        .attribute("viewBox", "0 0 26 10")
        .attribute("aria-hidden", "true")
        .add(
            Html.of("line")
                .styled("limit")
                .attribute("x1", 0)
                .attribute("x2", 26)
                .attribute("y1", 5)
                .attribute("y2", 5));
  }
}
