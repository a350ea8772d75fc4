package io.hecktor.base;

import io.hecktor.Problem;
import io.hecktor.Progress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A progress that keeps what it is warned of and tells nobody. */
final class KeptProblems implements Progress {

  private final List<Problem> problems = new CopyOnWriteArrayList<>();

  List<Problem> all() {
    return List.copyOf(problems);
  }

  @Override
  public void stage(String line) {}

  @Override
  public void detail(String line) {}

  @Override
  public void warn(Problem problem) {
    problems.add(problem);
  }

  @Override
  public Work begin(String what, long totalBytes) {
    return Progress.silent().begin(what, totalBytes);
  }
}
