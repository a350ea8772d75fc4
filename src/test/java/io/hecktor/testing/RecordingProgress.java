package io.hecktor.testing;

import io.hecktor.Problem;
import io.hecktor.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps what it was told. */
public final class RecordingProgress implements Progress {

  /** What work was begun. */
  public final List<String> begun = new ArrayList<>();

  /** How many bytes were announced, where they were known. */
  public final AtomicLong announced = new AtomicLong();

  /** How many bytes were done. */
  public final AtomicLong advanced = new AtomicLong();

  /** What was told of stages. */
  public final List<String> stages = new ArrayList<>();

  /** What was warned of. */
  public final List<String> warnings = new ArrayList<>();

  private final OnBegin onBegin;

  public RecordingProgress() {
    this(what -> {});
  }

  /** Does something whenever work is begun, as another process might. */
  public RecordingProgress(OnBegin onBegin) {
    this.onBegin = onBegin;
  }

  /** What is done when work is begun. */
  @FunctionalInterface
  public interface OnBegin {
    void begun(String what) throws IOException;
  }

  @Override
  public void stage(String line) {
    stages.add(line);
  }

  @Override
  public void detail(String line) {}

  @Override
  public void warn(Problem problem) {
    warnings.add(problem.message());
  }

  @Override
  public Work begin(String what, long totalBytes) {
    begun.add(what);
    try {
      onBegin.begun(what);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    announced.addAndGet(Math.max(0, totalBytes));
    return new Work() {
      @Override
      public void advance(long bytes) {
        advanced.addAndGet(bytes);
      }

      @Override
      public void close() {}
    };
  }
}
