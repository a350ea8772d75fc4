package io.hecktor.page;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Numbers as the page writes them, the same in every locale. */
final class Numbers {

  private Numbers() {}

  /** A coordinate: two digits after the point at most. */
  static String plain(double value) {
    BigDecimal number =
        BigDecimal.valueOf(Double.isFinite(value) ? value : 0).setScale(2, RoundingMode.HALF_UP);
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  /** A part of a whole, such as {@code 3.1 %}. */
  static String percent(double share) {
    double percent = share * 100;
    if (percent > 0 && percent < 0.1) {
      return "under 0.1 %";
    }
    return String.format(Locale.ROOT, percent < 10 ? "%.1f %%" : "%.0f %%", percent);
  }

  /** A time, such as {@code 3.2 s} or {@code 15 min}. */
  static String time(Duration duration) {
    double seconds = duration.toNanos() / 1e9;
    if (seconds < 1) {
      return String.format(Locale.ROOT, "%.0f ms", seconds * 1000);
    }
    if (seconds < 120) {
      return trimmed(String.format(Locale.ROOT, seconds < 10 ? "%.2f" : "%.1f", seconds)) + " s";
    }
    return trimmed(String.format(Locale.ROOT, "%.1f", seconds / 60)) + " min";
  }

  /** A time of day to the second. */
  static String instant(Instant when) {
    return when.truncatedTo(ChronoUnit.SECONDS).toString().replace("T", " ").replace("Z", " UTC");
  }

  /** A number of any size, as people compare them. */
  static String value(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(value).round(new java.math.MathContext(6)).stripTrailingZeros().toString()
        : Double.toString(value);
  }

  private static String trimmed(String digits) {
    return digits.contains(".") ? digits.replaceFirst("\\.?0+$", "") : digits;
  }
}
