package io.hecktor.goal;

import io.hecktor.HecktorException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A few workers for a list of things.
 *
 * @param size how many are worked on at once
 */
record Cohort(int size) {

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
    try {
      List<Future<R>> futures = new ArrayList<>();
      things.forEach(thing -> futures.add(workers.submit(() -> work.on(thing))));
      List<R> results = new ArrayList<>();
      for (Future<R> future : futures) {
        results.add(result(future));
      }
      return results;
    } finally {
      workers.shutdownNow();
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
