package io.hecktor.base;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a registry wants to be asked, from its {@code WWW-Authenticate}.
 *
 * @param bearer whether a token is wanted; else name and password
 * @param parameters such as {@code realm}, {@code service}, {@code scope}
 * @see <a href="https://distribution.github.io/distribution/spec/auth/token/">Distribution, token
 *     authentication</a>
 */
record Challenge(boolean bearer, Map<String, String> parameters) {

  private static final Pattern PARAMETER =
      Pattern.compile("([A-Za-z_]+)\\s*=\\s*(?:\"([^\"]*)\"|([^\\s,\"]+))");
  private static final Pattern BEARER =
      Pattern.compile("(?i)(?:^|,)\\s*Bearer\\s+(?=[a-z_]+\\s*=)");
  private static final Pattern BASIC = Pattern.compile("(?i)(?:^|,)\\s*Basic(?:\\s|$)");

  /** The challenge that is answered: a token's before a password's. */
  static Optional<Challenge> parse(List<String> headers) {
    String all = String.join(", ", headers);
    Matcher bearer = BEARER.matcher(all);
    if (bearer.find()) {
      return Optional.of(new Challenge(true, parameters(all.substring(bearer.end()))));
    }
    return BASIC.matcher(all).find()
        ? Optional.of(new Challenge(false, Map.of()))
        : Optional.empty();
  }

  /** Ends at the first name that comes again: it belongs to the next challenge. */
  private static Map<String, String> parameters(String text) {
    Map<String, String> all = new HashMap<>();
    Matcher matcher = PARAMETER.matcher(text);
    while (matcher.find()) {
      String name = matcher.group(1).toLowerCase(Locale.ROOT);
      String value = matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
      if (all.putIfAbsent(name, value) != null) {
        break;
      }
    }
    return all;
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }
}
