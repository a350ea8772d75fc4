package io.hecktor.mojo;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The one line that tells all work under way: in full where the terminal is wide enough, else in
 * brief, else as much of it as there is room for and how much more there is.
 */
final class LiveLine {

  private static final String BETWEEN = " | ";

  private LiveLine() {}

  /**
   * The line.
   *
   * @param works from the oldest on; at least one
   * @param width of the terminal, in characters; the last one stays free, as some terminals wrap
   *     there
   */
  static String of(List<TimedWork> works, long nowNanos, int width) {
    int room = width - 1;
    String full =
        works.stream().map(one -> one.describe(nowNanos)).collect(Collectors.joining(BETWEEN));
    if (full.length() <= room || works.size() == 1) {
      return cut(full, room);
    }
    List<String> briefs = works.stream().map(one -> one.brief(nowNanos)).toList();
    int shown = briefs.size();
    while (shown > 1 && line(briefs, shown).length() > room) {
      shown--;
    }
    return cut(line(briefs, shown), room);
  }

  private static String line(List<String> briefs, int shown) {
    int left = briefs.size() - shown;
    String others = left > 0 ? " (and " + left + " more)" : "";
    return String.join(BETWEEN, briefs.subList(0, shown)) + others;
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, Math.max(0, most - 3)) + "...";
  }
}
