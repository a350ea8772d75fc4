package io.hecktor.goal;

import io.hecktor.EnvironmentException;
import io.hecktor.ErrorCode;
import io.hecktor.Problem;
import io.hecktor.blob.DigestMismatchException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** What an I/O error that nobody below could explain means to the user. */
final class Failures {

  /** As Linux, macOS and Windows say it. */
  private static final List<String> FULL =
      List.of("no space left", "quota exceeded", "not enough space");

  private Failures() {}

  static EnvironmentException of(IOException e, String doing) {
    if (e instanceof DigestMismatchException mismatch) {
      return new EnvironmentException(
          new Problem(
              ErrorCode.BLOB_SPOILT,
              "`"
                  + mismatch.name()
                  + "` is spoilt: its bytes are not those of "
                  + mismatch.expected()
                  + ".",
              "An image with other bytes than its digests promise does not start.",
              "Run the goal again: what is spoilt has been removed and is made or fetched anew."),
          e);
    }
    return diskIsFull(e)
        ? new EnvironmentException(
            new Problem(
                ErrorCode.DISK_FULL,
                "The disk became full while " + doing + ".",
                "Nothing half-written was left behind.",
                "Free some space, or move the cache with -Dhecktor.cache, and run the goal again."),
            e)
        : new EnvironmentException(
            new Problem(
                ErrorCode.FILE_SYSTEM,
                "An error of the file system came up while " + doing + ".",
                "Nothing half-written was left behind.",
                "See the cause below; check permissions and the disk, and run the goal again."),
            e);
  }

  private static boolean diskIsFull(Throwable e) {
    String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    boolean here = FULL.stream().anyMatch(text::contains);
    return here || (e.getCause() != null && diskIsFull(e.getCause()));
  }
}
