package io.hecktor.deflate;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Spans as they are, until one of them shrinks: from then on, and for those before it, one gzip
 * member. Weights mostly never shrink, and what is deflated mostly begins so.
 */
final class PlainOrGzipSpans implements SpanSink {

  private final PackedBytes target;
  private final OutputStream plain;
  private Optional<GzipSpans> gzip = Optional.empty();

  PlainOrGzipSpans(PackedBytes target) throws IOException {
    this.target = target;
    this.plain = target.plain();
  }

  @Override
  public void stored(Span span) throws IOException {
    if (gzip.isPresent()) {
      gzip.get().stored(span);
    } else {
      plain.write(span.bytes(), 0, span.length());
    }
  }

  @Override
  public void deflated(Span span, byte[] bytes) throws IOException {
    if (gzip.isEmpty()) {
      gzip = Optional.of(beginAnew());
    }
    gzip.get().deflated(span, bytes);
  }

  private GzipSpans beginAnew() throws IOException {
    GzipSpans spans = new GzipSpans(target.gzip());
    try (InputStream written = target.writtenPlain()) {
      Span span = new Span();
      while (span.fill(written)) {
        spans.stored(span);
        span.clear();
      }
    }
    return spans;
  }

  @Override
  public void end() throws IOException {
    if (gzip.isPresent()) {
      gzip.get().end();
    }
  }
}
