package io.hecktor.base;

import io.hecktor.Problem;
import io.hecktor.Progress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what was told. */
final class ToldProgress implements Progress {

  final List<String> stages = new CopyOnWriteArrayList<>();
  final List<String> details = new CopyOnWriteArrayList<>();
  final List<Problem> warnings = new CopyOnWriteArrayList<>();
  final Map<String, Long> bytes = new ConcurrentHashMap<>();
  final Map<String, Long> totals = new ConcurrentHashMap<>();

  @Override
  public void stage(String line) {
    stages.add(line);
  }

  @Override
  public void detail(String line) {
    details.add(line);
  }

  @Override
  public void warn(Problem problem) {
    warnings.add(problem);
  }

  @Override
  public Work begin(String what, long totalBytes) {
    totals.put(what, totalBytes);
    return new Work() {
      @Override
      public void advance(long count) {
        bytes.merge(what, count, Long::sum);
      }

      @Override
      public void close() {}
    };
  }
}
