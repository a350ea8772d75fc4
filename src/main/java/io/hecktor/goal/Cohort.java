package io.hecktor.goal;

import io.hecktor.HecktorException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A few workers for a list of things.
 *
 * @param size how many are worked on at once
 */
record Cohort(int size) {

  private static final Duration ENDING = Duration.ofMinutes(2);

  /** Work on one thing. */
  interface Work<T, R> {
    R on(T thing) throws HecktorException, IOException;
  }

  /**
   * Works on all.
   *
   * @return the results in the order of the things, whichever was ready first
   * @throws HecktorException the first thing's that failed; what has not begun by then never does
   */
  <T, R> List<R> map(List<T> things, Work<T, R> work) throws HecktorException, IOException {
    ExecutorService workers = Executors.newFixedThreadPool(size);
    AtomicBoolean failed = new AtomicBoolean();
    try {
      List<Future<Optional<R>>> futures = new ArrayList<>();
      things.forEach(thing -> futures.add(workers.submit(() -> unless(failed, work, thing))));
      List<R> results = new ArrayList<>();
      for (Future<Optional<R>> future : futures) {
        result(future).ifPresent(results::add);
      }
      return results;
    } finally {
      end(workers);
    }
  }

  /** The worker itself knows of a failure before it takes the next thing; the caller would not. */
  private static <T, R> Optional<R> unless(AtomicBoolean failed, Work<T, R> work, T thing)
      throws HecktorException, IOException {
    if (failed.get()) {
      return Optional.empty();
    }
    boolean done = false;
    try {
      Optional<R> result = Optional.of(work.on(thing));
      done = true;
      return result;
    } finally {
      if (!done) {
        failed.set(true);
      }
    }
  }

  /** What has begun is interrupted and has ended when this returns. */
  private static void end(ExecutorService workers) {
    workers.shutdownNow();
    try {
      if (!workers.awaitTermination(ENDING.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("a case's worker does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static <R> R result(Future<R> future) throws HecktorException, IOException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof HecktorException failure) {
        throw failure;
      } else if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException("a case's worker failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the test run was interrupted", e);
    }
  }
}
