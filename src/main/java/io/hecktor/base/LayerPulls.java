package io.hecktor.base;

import io.hecktor.HecktorException;
import io.hecktor.layer.BaseLayers;
import io.hecktor.oci.Descriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Pulls the layers of an image, a few at a time; the first failure ends them all. */
final class LayerPulls {

  private static final int AT_ONCE = 3;
  private static final long ENDING_SECONDS = 10;

  private final LayerPull pull;
  private final RegistryClient client;
  private final RegistryProblems problems;

  LayerPulls(LayerPull pull, RegistryClient client, RegistryProblems problems) {
    this.pull = pull;
    this.client = client;
    this.problems = problems;
  }

  /** The layers, in the order given. */
  List<BaseLayers.BaseLayer> all(List<Descriptor> blobs) throws HecktorException {
    ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE, LayerPulls::thread);
    CompletionService<BaseLayers.BaseLayer> service = new ExecutorCompletionService<>(pool);
    List<Future<BaseLayers.BaseLayer>> futures = new ArrayList<>();
    try {
      blobs.forEach(blob -> futures.add(service.submit(() -> pull.pull(blob))));
      for (int i = 0; i < futures.size(); i++) {
        result(service.take());
      }
      List<BaseLayers.BaseLayer> layers = new ArrayList<>();
      for (Future<BaseLayers.BaseLayer> future : futures) {
        layers.add(result(future));
      }
      return layers;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw problems.network("layers", new java.io.InterruptedIOException("interrupted"));
    } finally {
      end(pool, futures.stream().allMatch(Future::isDone));
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "hecktor-pull");
    thread.setDaemon(true);
    return thread;
  }

  private static BaseLayers.BaseLayer result(Future<BaseLayers.BaseLayer> future)
      throws HecktorException, InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof HecktorException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Locks and files are to be let go of before the caller goes on. */
  private void end(ExecutorService pool, boolean done) {
    pool.shutdownNow();
    if (!done) {
      client.close();
    }
    try {
      pool.awaitTermination(ENDING_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
