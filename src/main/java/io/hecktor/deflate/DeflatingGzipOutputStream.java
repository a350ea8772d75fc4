package io.hecktor.deflate;

import io.hecktor.blob.GzipMember;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.zip.CRC32;

/**
 * Frames bytes as one gzip member whose spans are deflated at the same time and written in their
 * order. Neither the number of threads nor how the caller cuts its writes shows. Closing ends the
 * member and leaves the stream below open.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952</a>
 */
final class DeflatingGzipOutputStream extends OutputStream {

  private final OutputStream out;
  private final SpanWorkers workers;
  private final CRC32 crc = new CRC32();
  private final Deque<Begun> begun = new ArrayDeque<>();
  private final Deque<Span> free = new ArrayDeque<>();
  private final byte[] storing = new byte[Span.MAX_STORED_BYTES];
  private Span current = new Span();
  private long total;
  private boolean started;
  private boolean deflatedAny;
  private boolean closed;

  DeflatingGzipOutputStream(OutputStream out, SpanWorkers workers) {
    this.out = out;
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
    crc.update(bytes, offset, count);
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
    if (!started) {
      started = true;
      out.write(GzipMember.header());
    }
    if (deflated.isPresent()) {
      deflatedAny = true;
      out.write(deflated.get(), 0, deflated.get().length);
    } else {
      eldest.span().writeStored(out, storing);
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
      out.write(GzipMember.trailer(crc, total));
    }
  }

  private void endSpans() throws IOException {
    current.markLast();
    if (workers.onlyIfWorthIt() && total > Span.CAPACITY) {
      // The padding of a tar always shrinks; it alone shall not make a stored member another kind.
      writeAllBegun();
      if (!deflatedAny) {
        current.writeStored(out, storing);
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
