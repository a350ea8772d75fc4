package io.hecktor.scaffold;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of the project to be, or a piece of one, with names between at signs for what differs
 * between projects.
 *
 * @param name of the resource beside this class
 */
record Template(String name) {

  static final Pattern PLACE = Pattern.compile("@([a-z][A-Za-z]*)@");

  /** The text, with each name's value in its place; values are taken as they are. */
  String fill(Map<String, String> values) {
    return PLACE.matcher(text()).replaceAll(match -> quoted(match.group(1), values));
  }

  private String quoted(String key, Map<String, String> values) {
    String value = values.get(key);
    if (value == null) {
      throw new IllegalStateException("the template " + name + " asks for " + key);
    }
    return Matcher.quoteReplacement(value);
  }

  /** The text as it is. */
  String text() {
    try (InputStream in = Template.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the plugin's jar lacks its template " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("the plugin's jar cannot be read", e);
    }
  }
}
