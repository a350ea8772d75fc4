package io.hecktor.deflate;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that deflate spans of one stream, each with tables of its own. */
final class SpanWorkers implements AutoCloseable {

  private final int threads;
  private final boolean onlyIfWorthIt;
  private final ExecutorService pool;
  private final Queue<Tools> idle = new ConcurrentLinkedQueue<>();

  /**
   * Prepares threads; they start with the first spans.
   *
   * @param onlyIfWorthIt whether a span that will hardly shrink is left alone, as a sample of it
   *     tells or, where that deceives, the result
   */
  SpanWorkers(int threads, boolean onlyIfWorthIt) {
    this.threads = threads;
    this.onlyIfWorthIt = onlyIfWorthIt;
    this.pool = Executors.newFixedThreadPool(threads, SpanWorkers::thread);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "hecktor-deflate");
    thread.setDaemon(true);
    return thread;
  }

  private record Tools(Probe probe, SpanEncoder encoder) {}

  /** Whether spans that hardly shrink are left alone. */
  boolean onlyIfWorthIt() {
    return onlyIfWorthIt;
  }

  /** How many spans keep all threads busy while the eldest is written. */
  int spansAtOnce() {
    return 2 * threads;
  }

  /** Begins to deflate a span; nothing comes of one that is better stored. */
  Future<Optional<byte[]>> begin(Span span) {
    return pool.submit(() -> encode(span));
  }

  private Optional<byte[]> encode(Span span) {
    Tools known = idle.poll();
    Tools tools = known != null ? known : new Tools(new Probe(), new SpanEncoder());
    try {
      if (!onlyIfWorthIt) {
        return tools.encoder().encode(span, span.storedSizeBytes());
      }
      return tools.probe().isWorthDeflating(span.bytes(), span.length())
          ? tools.encoder().encode(span, Probe.worthBytes(span.length()))
          : Optional.empty();
    } finally {
      idle.add(tools);
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
