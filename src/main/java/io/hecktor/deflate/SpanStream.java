package io.hecktor.deflate;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Cuts bytes into spans, which are deflated at the same time and go to a sink in their order.
 * Neither the number of threads nor how the caller cuts its writes shows. Closing ends the sink and
 * leaves the stream below it open.
 */
final class SpanStream extends OutputStream {

  private final SpanSink sink;
  private final SpanWorkers workers;
  private final Deque<Begun> begun = new ArrayDeque<>();
  private final Deque<Span> free = new ArrayDeque<>();
  private Span current = new Span();
  private long total;
  private boolean deflatedAny;
  private boolean closed;

  SpanStream(SpanSink sink, SpanWorkers workers) {
    this.sink = sink;
    this.workers = workers;
  }

  /** A span on its way. */
  private record Begun(Span span, Future<Optional<byte[]>> deflated) {}

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    total += count;
    int done = 0;
    while (done < count) {
      // Only now is it known that it is not the last.
      if (current.isFull()) {
        begin();
        current = free.isEmpty() ? new Span() : free.pop();
      }
      done += current.take(bytes, offset + done, count - done);
    }
  }

  private void begin() throws IOException {
    if (begun.size() == workers.spansAtOnce()) {
      writeEldest();
    }
    begun.add(new Begun(current, workers.begin(current)));
  }

  private void writeEldest() throws IOException {
    Begun eldest = begun.remove();
    Optional<byte[]> deflated = await(eldest.deflated());
    if (deflated.isPresent()) {
      deflatedAny = true;
      sink.deflated(eldest.span(), deflated.get());
    } else {
      sink.stored(eldest.span());
    }
    eldest.span().clear();
    free.push(eldest.span());
  }

  private static Optional<byte[]> await(Future<Optional<byte[]>> deflated) throws IOException {
    try {
      return deflated.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while deflating");
    } catch (ExecutionException e) {
      throw new IllegalStateException("a span could not be deflated", e.getCause());
    }
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (workers) {
      endSpans();
      sink.end();
    }
  }

  private void endSpans() throws IOException {
    current.markLast();
    if (workers.onlyIfWorthIt() && total > Span.CAPACITY) {
      // The padding of a tar always shrinks; it alone shall not make a stored member another kind.
      writeAllBegun();
      if (!deflatedAny) {
        sink.stored(current);
        return;
      }
    }
    begin();
    writeAllBegun();
  }

  private void writeAllBegun() throws IOException {
    while (!begun.isEmpty()) {
      writeEldest();
    }
  }
}
