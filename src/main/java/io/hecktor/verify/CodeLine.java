package io.hecktor.verify;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The one line of a stack that a participant wants to see. */
final class CodeLine {

  /** Frames of the JDK have their module in front. */
  private static final Pattern JDK = Pattern.compile("(?:java|jdk)\\.[^/(]*/");

  /** Where a thread was started follows its own frames. */
  private static final String STARTED = "- ";

  private static final String DEPENDENCY = ".jar]";

  private CodeLine() {}

  /** The innermost frame that is not the JDK's, and the project's own below it. */
  static Optional<String> of(List<String> stack) {
    Optional<String> inner = first(stack, frame -> true);
    if (inner.isEmpty()) {
      return stack.stream().findFirst().map(frame -> "at " + frame);
    }
    Optional<String> own = first(stack, frame -> !frame.endsWith(DEPENDENCY));
    String called =
        own.filter(frame -> !frame.equals(inner.get())).map(frame -> ", from " + frame).orElse("");
    return Optional.of(
        (isStarter(stack, inner.get()) ? "in a thread that is started at " : "at ")
            + inner.get()
            + called);
  }

  private static Optional<String> first(List<String> stack, Predicate<String> wanted) {
    return stack.stream()
        .filter(frame -> !frame.startsWith(STARTED) && !JDK.matcher(frame).lookingAt())
        .filter(wanted)
        .findFirst();
  }

  private static boolean isStarter(List<String> stack, String frame) {
    return stack.subList(0, stack.indexOf(frame)).stream().anyMatch(it -> it.startsWith(STARTED));
  }
}
