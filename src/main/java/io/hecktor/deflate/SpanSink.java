package io.hecktor.deflate;

import java.io.IOException;

/** Takes the spans of a stream in their order. */
interface SpanSink {

  /** Takes a span that is better stored; it may be used again afterwards. */
  void stored(Span span) throws IOException;

  /** Takes a span, and what it was deflated to. */
  void deflated(Span span, byte[] bytes) throws IOException;

  /** Says that all spans were taken. */
  void end() throws IOException;
}
