package io.hecktor.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A command line of Maven, taken apart.
 *
 * @param goals goals of this plugin, without its prefix
 * @param properties names behind {@code -D}
 * @param others goals of other plugins, and phases
 */
record MavenWords(List<String> goals, List<String> properties, List<String> others) {

  private static final Pattern WORD = Pattern.compile("(?:\"[^\"]*\"|'[^']*'|[^\\s\"'])+");
  private static final String COORDINATES = "io.hecktor:hecktor-maven-plugin:";

  /** Options whose value is the next word. */
  private static final Set<String> WITH_VALUE = Set.of("-f", "-s", "-t", "-T", "-rf", "-pl");

  static MavenWords of(String command) {
    MavenWords parts = new MavenWords(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    List<String> words = WORD.matcher(command).results().map(word -> word.group()).toList();
    for (int i = 1; i < words.size(); i++) {
      if (WITH_VALUE.contains(words.get(i))) {
        i++;
      } else {
        parts.add(words.get(i));
      }
    }
    return parts;
  }

  private void add(String word) {
    if (word.startsWith("-D")) {
      properties.add(word.substring(2).replaceFirst("=.*", ""));
    } else if (word.startsWith("hecktor:") || word.startsWith(COORDINATES)) {
      goals.add(word.substring(word.lastIndexOf(':') + 1));
    } else if (!word.startsWith("-")) {
      others.add(word);
    }
  }
}
