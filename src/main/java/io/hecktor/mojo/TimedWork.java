package io.hecktor.mojo;

import io.hecktor.ByteSize;
import io.hecktor.Progress;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Work under way and the figures that it is told by: bytes or steps, share, rate and time left. */
final class TimedWork implements Progress.Work {

  private static final double NANOS = 1e9;

  private final String what;
  private final long totalBytes;
  private final long startNanos;
  private final Consumer<TimedWork> onClose;
  private final boolean steps;
  private final AtomicLong done = new AtomicLong();

  private TimedWork(Total total, long startNanos, Consumer<TimedWork> onClose) {
    this.what = total.what();
    this.totalBytes = total.amount();
    this.steps = total.steps();
    this.startNanos = startNanos;
    this.onClose = onClose;
  }

  /** What there is to do. */
  private record Total(String what, long amount, boolean steps) {}

  static TimedWork ofBytes(
      String what, long totalBytes, long startNanos, Consumer<TimedWork> onClose) {
    return new TimedWork(new Total(what, totalBytes, false), startNanos, onClose);
  }

  static TimedWork ofSteps(String what, long total, long startNanos, Consumer<TimedWork> onClose) {
    return new TimedWork(new Total(what, total, true), startNanos, onClose);
  }

  @Override
  public void advance(long bytes) {
    done.addAndGet(bytes);
  }

  @Override
  public void close() {
    onClose.accept(this);
  }

  long millis(long nowNanos) {
    return (nowNanos - startNanos) / 1_000_000;
  }

  /** One line, such as {@code writing a.tar.gz: 512 MiB of 1.00 GiB, 50 %, 900 MiB/s, 1 s left}. */
  String describe(long nowNanos) {
    double seconds = Math.max((nowNanos - startNanos) / NANOS, 1e-3);
    long bytes = done.get();
    if (steps) {
      return counted(seconds, bytes);
    }
    if (totalBytes <= 0) {
      String so = bytes > 0 ? ByteSize.format(bytes) + ", " : "";
      return what + ": " + so + Math.round(seconds) + " s";
    }
    double rate = bytes / seconds;
    long left = rate > 0 ? Math.round(Math.max(0, totalBytes - bytes) / rate) : -1;
    return String.format(
        Locale.ROOT,
        "%s: %s of %s, %d %%, %s/s%s",
        what,
        ByteSize.format(bytes),
        ByteSize.format(totalBytes),
        Math.min(100, bytes * 100 / totalBytes),
        ByteSize.format(Math.round(rate)),
        left >= 0 ? ", " + left(left) + " left" : "");
  }

  /** The same in a few words, such as {@code writing a.tar.gz: 50 %}. */
  String brief(long nowNanos) {
    long amount = done.get();
    if (steps) {
      return what + ": " + amount + " of " + totalBytes;
    }
    return totalBytes > 0
        ? what + ": " + Math.min(100, amount * 100 / totalBytes) + " %"
        : what + ": " + (nowNanos - startNanos) / 1_000_000_000L + " s";
  }

  private String counted(double seconds, long count) {
    double rate = count / seconds;
    String left = rate > 0 ? ", " + left(Math.round((totalBytes - count) / rate)) + " left" : "";
    return what + ": " + count + " of " + totalBytes + left;
  }

  private static String left(long seconds) {
    if (seconds < 120) {
      return seconds + " s";
    }
    long minutes = Math.round(seconds / 60.0);
    return minutes < 120 ? minutes + " min" : Math.round(minutes / 60.0) + " h";
  }
}
