package io.hecktor.page;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A stack as people read it: the project's own frames stand out, and a run of the JDK's is one
 * line. The whole of it is in {@code report.json}.
 */
final class StackTrace {

  /** Frames of the JDK have their module in front. */
  private static final Pattern JDK = Pattern.compile("(?:java|jdk)\\.[^/(]*/");

  /** Linked run-time images have no lines. */
  private static final String UNKNOWN = "(Unknown Source)";

  private static final String STARTED = "- ";
  private static final String DEPENDENCY = ".jar]";
  private static final int MOST_LINES = 40;

  private StackTrace() {}

  static Html of(List<String> stack) {
    Html list = Html.of("ol").styled("trace mono");
    List<Html> lines = lines(stack);
    list.addAll(lines.subList(0, Math.min(MOST_LINES, lines.size())));
    if (lines.size() > MOST_LINES) {
      list.add(Html.of("li", "soft", "… and on, in report.json"));
    }
    return list;
  }

  private static List<Html> lines(List<String> stack) {
    List<Html> lines = new ArrayList<>();
    for (int i = 0; i < stack.size(); ) {
      String frame = stack.get(i);
      int end = i;
      while (end < stack.size() && JDK.matcher(stack.get(end)).lookingAt()) {
        end++;
      }
      if (end > i) {
        lines.add(Html.of("li", "soft", called(stack.subList(i, end))));
        i = end;
      } else {
        lines.add(Html.of("li", style(frame), frame));
        i++;
      }
    }
    return lines;
  }

  /** The JDK's method that the program called, and how much of the JDK lies below. */
  private static String called(List<String> frames) {
    String outermost = frames.get(frames.size() - 1).replace(UNKNOWN, "");
    return frames.size() == 1
        ? outermost
        : outermost + ", " + (frames.size() - 1) + " more of the JDK within";
  }

  private static String style(String frame) {
    if (frame.startsWith(STARTED)) {
      return "started";
    }
    return frame.endsWith(DEPENDENCY) ? "library" : "own";
  }
}
