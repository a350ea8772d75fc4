package io.hecktor.challenge;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and sizes as parameters and profiles write them. */
public final class Units {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})([smh])");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,12})([kmg]?)");

  private Units() {}

  /**
   * Reads {@code 90s}, {@code 15m} or {@code 2h}.
   *
   * @throws IllegalArgumentException for anything else, saying what would do
   */
  public static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException("`" + text + "` is not a duration such as 90s, 15m or 2h");
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      default -> Duration.ofHours(count);
    };
  }

  /**
   * Reads {@code 512}, {@code 64k}, {@code 512m} or {@code 16g}, 1024-based.
   *
   * @return bytes
   * @throws IllegalArgumentException for anything else, saying what would do
   */
  public static long bytes(String text) {
    Matcher matcher = SIZE.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException("`" + text + "` is not a size such as 512m or 16g");
    }
    long count = Long.parseLong(matcher.group(1));
    int shift =
        switch (matcher.group(2)) {
          case "k" -> 10;
          case "m" -> 20;
          case "g" -> 30;
          default -> 0;
        };
    if (count > Long.MAX_VALUE >> shift) {
      throw new IllegalArgumentException("`" + text + "` is not a size such as 512m or 16g");
    }
    return count << shift;
  }
}
