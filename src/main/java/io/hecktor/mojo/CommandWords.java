package io.hecktor.mojo;

import io.hecktor.ErrorCode;
import io.hecktor.Problem;
import io.hecktor.ProjectException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command line's words: split at spaces, held together by quotes of either kind, and otherwise
 * taken as they are. There is no escape, no variable and no pattern: that would be a shell.
 */
final class CommandWords {

  private static final Pattern PART = Pattern.compile("'([^']*)'|\"([^\"]*)\"|([^\\s'\"]+)|(\\s+)");

  private CommandWords() {}

  static List<String> split(String command) throws ProjectException {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean begun = false;
    Matcher part = PART.matcher(command.strip());
    int end = 0;
    while (part.find() && part.start() == end) {
      end = part.end();
      if (part.group(4) != null) {
        words.add(word.toString());
        word.setLength(0);
        begun = false;
      } else {
        for (int group = 1; group <= 3; group++) {
          word.append(part.group(group) == null ? "" : part.group(group));
        }
        begun = true;
      }
    }
    if (end < command.strip().length()) {
      throw unended();
    }
    if (begun) {
      words.add(word.toString());
    }
    return List.copyOf(words);
  }

  private static ProjectException unended() {
    return new ProjectException(
        new Problem(
            ErrorCode.SIGNER_INVALID,
            "hecktor.sign has a quote that does not end.",
            "Quotes hold words with spaces together.",
            "Write for example -Dhecktor.sign=\"cosign sign-blob --key 'my key' {archive}\"."));
  }
}
