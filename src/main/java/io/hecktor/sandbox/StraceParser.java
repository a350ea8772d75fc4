package io.hecktor.sandbox;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns strace's lines into finished calls. A call that another thread's line cuts in two is put
 * together again; what is no call is passed over.
 */
final class StraceParser {

  private static final Pattern LINE = Pattern.compile("(\\d+)(?:<(.*?)>)? +(.*)");
  private static final Pattern RESUMED = Pattern.compile("<\\.\\.\\. (\\w+) resumed>(.*)");
  private static final Pattern RESULT = Pattern.compile("\\s*= (.+?)(?: (E[A-Z0-9]+) \\(.*)?");
  private static final String UNFINISHED = " <unfinished ...>";

  private final Map<Integer, String> unfinished = new HashMap<>();

  /** The call that a line ends, if it ends one. */
  Optional<SystemCall> parse(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int pid = Integer.parseInt(matcher.group(1));
    String process = matcher.group(2) == null ? "" : matcher.group(2);
    String text = matcher.group(3);
    if (text.endsWith(UNFINISHED)) {
      unfinished.put(pid, text.substring(0, text.length() - UNFINISHED.length()));
      return Optional.empty();
    }
    Matcher resumed = RESUMED.matcher(text);
    if (resumed.matches()) {
      String start = unfinished.remove(pid);
      return start == null ? Optional.empty() : call(pid, process, start + resumed.group(2));
    }
    return call(pid, process, text);
  }

  private static Optional<SystemCall> call(int pid, String process, String text) {
    int open = text.indexOf('(');
    int close = open < 1 ? -1 : StraceText.closing(text, open);
    if (close < 0) {
      return Optional.empty();
    }
    Matcher result = RESULT.matcher(text.substring(close + 1));
    if (!result.matches()) {
      return Optional.empty();
    }
    List<String> arguments = StraceText.split(text.substring(open + 1, close));
    String error = result.group(2) == null ? "" : result.group(2);
    return Optional.of(
        new SystemCall(pid, process, text.substring(0, open), arguments, result.group(1), error));
  }
}
