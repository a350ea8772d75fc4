package io.hecktor.mojo;

import java.util.Locale;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.jspecify.annotations.Nullable;

/**
 * Maven's colours. Its own class for them is not the same in Maven 3 and 4 and is shown to plugins
 * by neither, so this one follows the same rules: {@code style.color} decides, and by default there
 * are colours on a terminal unless Maven runs in batch mode or writes its log to a file.
 */
final class Colours {

  private static final String ESCAPE = "\u001b[";
  private static final String RESET = ESCAPE + "m";

  /** A test run's verdict on a task or on a case, and the file that was written. */
  private static final Pattern TOLD =
      Pattern.compile("^\\S+ (PASS|FAIL)(?=: image )|^.{1,18} {2,}(FAIL)(?= )|^Wrote (\\S+)$");

  private final boolean on;

  private Colours(boolean on) {
    this.on = on;
  }

  /** The user's wish, else as it suits what Maven writes to. */
  static Colours of(MavenSession session) {
    boolean suits =
        session.getRequest().isInteractiveMode() && Terminal.isThere() && hasMavenColours();
    return of(
        wish(session.getUserProperties(), wish(session.getSystemProperties(), "auto")), suits);
  }

  /** Maven 3.8 and later take these words. */
  static Colours of(String wish, boolean suits) {
    return switch (wish.toLowerCase(Locale.ROOT)) {
      case "always", "yes", "force" -> new Colours(true);
      case "never", "no", "none" -> new Colours(false);
      default -> new Colours(suits);
    };
  }

  private static String wish(@Nullable Properties properties, String otherwise) {
    return properties == null ? otherwise : properties.getProperty("style.color", otherwise);
  }

  /** Maven tells Jansi, which both versions show to plugins; without it nobody has said no. */
  private static boolean hasMavenColours() {
    try {
      return (Boolean)
          Class.forName("org.fusesource.jansi.Ansi").getMethod("isEnabled").invoke(null);
    } catch (ReflectiveOperationException | LinkageError e) {
      return true;
    }
  }

  /** A name to be found at a glance. */
  String strong(String text) {
    return style("1", text);
  }

  /** Something good. */
  String success(String text) {
    return style("1;32", text);
  }

  /** Something bad. */
  String failure(String text) {
    return style("1;31", text);
  }

  /** Something to look at. */
  String warning(String text) {
    return style("1;33", text);
  }

  private String style(String codes, String text) {
    return on ? ESCAPE + codes + "m" + text + RESET : text;
  }

  /** A line of a goal with its verdict or file set off. */
  String painted(String line) {
    Matcher told = TOLD.matcher(line);
    if (!on || !told.find()) {
      return line;
    }
    int group = Stream.of(1, 2, 3).filter(it -> told.group(it) != null).findFirst().orElseThrow();
    String word = told.group(group);
    String styled =
        switch (word) {
          case "PASS" -> success(word);
          case "FAIL" -> failure(word);
          default -> strong(word);
        };
    return line.substring(0, told.start(group)) + styled + line.substring(told.end(group));
  }
}
