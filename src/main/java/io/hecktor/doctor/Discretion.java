package io.hecktor.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps a person's home folder, name and secrets out of what may end up in a bug report. Nothing
 * here looks for them on purpose; programs of the machine, whose words are told, may name them.
 */
public final class Discretion {

  /** Shorter secrets would blank out half of the words. */
  private static final int SHORTEST_SECRET = 6;

  private static final Pattern LOGIN_IN_ADDRESS = Pattern.compile("(\\w+://)[^\\s/@]+@");

  private record Replacement(Pattern pattern, String by) {}

  private final List<Replacement> replacements = new ArrayList<>();

  /**
   * Knows what to keep.
   *
   * @param home the user's home folder
   * @param user the user's name on this machine
   * @param secrets passwords and tokens that settings hold
   */
  public Discretion(String home, String user, List<String> secrets) {
    replacements.add(new Replacement(LOGIN_IN_ADDRESS, "$1…@"));
    secrets.stream()
        .filter(secret -> secret.length() >= SHORTEST_SECRET)
        .forEach(secret -> replacements.add(new Replacement(literal(secret), "…")));
    if (home.length() > 1) {
      replacements.add(
          new Replacement(
              Pattern.compile("(?<![\\w.~-])" + Pattern.quote(home) + "(?![\\w.-])"), "~"));
    }
    if (!user.isEmpty()) {
      replacements.add(
          new Replacement(
              Pattern.compile("(?<=/)" + Pattern.quote(user) + "(?=[/`'\"\\s]|$)"), "…"));
    }
  }

  private static Pattern literal(String text) {
    return Pattern.compile(Pattern.quote(text));
  }

  String applied(String text) {
    String kept = text;
    for (Replacement one : replacements) {
      String by = one.by().startsWith("$") ? one.by() : Matcher.quoteReplacement(one.by());
      kept = one.pattern().matcher(kept).replaceAll(by);
    }
    return kept;
  }

  Remark applied(Remark remark) {
    return new Remark(
        remark.subject(),
        remark.state(),
        applied(remark.found()),
        applied(remark.remedy()),
        remark.stops());
  }
}
