package io.hecktor.mojo;

import io.hecktor.ErrorCode;
import io.hecktor.Problem;
import io.hecktor.ProjectException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The time of all files in an image.
 *
 * @see <a href="https://maven.apache.org/guides/mini/guide-reproducible-builds.html">Maven's guide
 *     to reproducible builds</a>
 */
final class OutputTimestamp {

  /** Not the epoch itself, which some tools take for a missing time. */
  private static final Instant DEFAULT = Instant.ofEpochSecond(1);

  private OutputTimestamp() {}

  /** Reads ISO 8601 or seconds since the epoch; nothing, or a single letter, means the default. */
  static Instant parse(@Nullable String text) throws ProjectException {
    if (text == null || text.isBlank() || text.trim().matches("\\D")) {
      return DEFAULT;
    }
    try {
      Instant instant =
          text.trim().matches("\\d+")
              ? Instant.ofEpochSecond(Long.parseLong(text.trim()))
              : OffsetDateTime.parse(text.trim()).toInstant();
      return instant.truncatedTo(ChronoUnit.SECONDS);
    } catch (DateTimeException | NumberFormatException e) {
      throw new ProjectException(
          new Problem(
              ErrorCode.TIMESTAMP_INVALID,
              "The property project.build.outputTimestamp is `" + text + "`.",
              "It is the time of every file in the image.",
              "Write a time such as 2025-07-01T00:00:00Z, or seconds since 1970."),
          e);
    }
  }
}
