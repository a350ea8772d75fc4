package io.hecktor.deflate;

import io.hecktor.blob.StoredGzipOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import org.apache.commons.io.output.CloseShieldOutputStream;

/** How bytes are put into a gzip member; each way gives the same bytes on every machine. */
public enum Framing {
  /** Deflates what shrinks by a tenth or more, as a sample tells, and stores the rest. */
  AUTO,
  /** Stores everything. */
  STORED,
  /** Deflates whatever becomes smaller by it. */
  DEFLATE;

  /**
   * More would not be fed by one thread that reads, and their buffers should fit a heap of 256 MiB.
   */
  private static final int MAX_THREADS = 16;

  /** The way of that name, such as {@code auto}. */
  public static Framing parse(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** Names the bytes that come out: changes when the same input would give others. */
  public String format() {
    return name().toLowerCase(Locale.ROOT) + "-1";
  }

  /**
   * A stream that frames into another, on all cores. Closing it ends the member and leaves the
   * stream below open.
   */
  public OutputStream gzip(OutputStream out) {
    return gzip(out, threads());
  }

  OutputStream gzip(OutputStream out, int threads) {
    return this == STORED ? new StoredGzipOutputStream(out) : spans(new GzipSpans(out), threads);
  }

  /**
   * A stream whose bytes come out as they are if not a span of them shrinks, and framed if one
   * does: framed, plain ones would be what {@link #STORED} makes of them. Closing it ends a member
   * and leaves the streams below open.
   */
  public OutputStream pack(PackedBytes target) throws IOException {
    return pack(target, threads());
  }

  OutputStream pack(PackedBytes target, int threads) throws IOException {
    return this == STORED
        ? CloseShieldOutputStream.wrap(target.plain())
        : spans(new PlainOrGzipSpans(target), threads);
  }

  private OutputStream spans(SpanSink sink, int threads) {
    return new SpanStream(sink, new SpanWorkers(threads, this == AUTO));
  }

  private static int threads() {
    return Math.min(Runtime.getRuntime().availableProcessors(), MAX_THREADS);
  }
}
