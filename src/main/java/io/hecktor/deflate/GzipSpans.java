package io.hecktor.deflate;

import io.hecktor.blob.GzipMember;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;

/**
 * Spans as one gzip member; nothing is written before the first.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952</a>
 */
final class GzipSpans implements SpanSink {

  private final OutputStream out;
  private final CRC32 crc = new CRC32();
  private final byte[] storing = new byte[Span.MAX_STORED_BYTES];
  private long total;
  private boolean started;

  GzipSpans(OutputStream out) {
    this.out = out;
  }

  @Override
  public void stored(Span span) throws IOException {
    add(span);
    span.writeStored(out, storing);
  }

  @Override
  public void deflated(Span span, byte[] bytes) throws IOException {
    add(span);
    out.write(bytes, 0, bytes.length);
  }

  private void add(Span span) throws IOException {
    if (!started) {
      started = true;
      out.write(GzipMember.header());
    }
    crc.update(span.bytes(), 0, span.length());
    total += span.length();
  }

  @Override
  public void end() throws IOException {
    out.write(GzipMember.trailer(crc, total));
  }
}
