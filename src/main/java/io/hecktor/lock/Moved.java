package io.hecktor.lock;

import java.util.regex.Pattern;

/**
 * A fact that is another one now than in the lock.
 *
 * @param section where it stands
 * @param kind what it tells
 * @param name which of its kind; empty where there is only one
 * @param from as the lock has it; empty where the lock has none
 * @param to as it is now; empty where it is no more
 */
public record Moved(String section, FactKind kind, String name, String from, String to) {

  private static final Pattern DIGEST = Pattern.compile("sha256:([0-9a-f]{12})[0-9a-f]{52}");

  /** The change in a few words, such as {@code resource task1 a.bin: sha256:1… 3 → sha256:2… 3}. */
  public String text() {
    String what = subject();
    if (from.isEmpty()) {
      return what + (to.isBlank() ? " is new" : " is new (" + brief(to) + ")");
    } else if (to.isEmpty()) {
      return what + (from.isBlank() ? " is gone" : " is gone (" + brief(from) + ")");
    }
    return what + ": " + brief(from) + " → " + brief(to);
  }

  private String subject() {
    String place = section.replace("task ", "");
    boolean told = kind.spoken().contains("JDK") || section.equals("parameters");
    String what =
        section.equals("java") && kind == FactKind.TREE
            ? "run-time image's files"
            : told || section.equals("program") ? kind.spoken() : place + " " + kind.spoken();
    return name.isEmpty() ? what : what + " `" + name + "`";
  }

  private static String brief(String value) {
    return DIGEST.matcher(value).replaceAll("sha256:$1");
  }
}
