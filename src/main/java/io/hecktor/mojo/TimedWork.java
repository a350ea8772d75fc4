package io.hecktor.mojo;

import io.hecktor.ByteSize;
import io.hecktor.Progress;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Work under way and the figures that it is told by: bytes, share, rate and time left. */
final class TimedWork implements Progress.Work {

  private static final double NANOS = 1e9;

  private final String what;
  private final long totalBytes;
  private final long startNanos;
  private final Consumer<TimedWork> onClose;
  private final AtomicLong done = new AtomicLong();

  TimedWork(String what, long totalBytes, long startNanos, Consumer<TimedWork> onClose) {
    this.what = what;
    this.totalBytes = totalBytes;
    this.startNanos = startNanos;
    this.onClose = onClose;
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
        left >= 0 ? ", " + left + " s left" : "");
  }
}
