package io.hecktor.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;

/** Bytes put into a gzip member and taken out again. */
final class Framed {

  private Framed() {}

  static byte[] by(Framing framing, byte[] bytes, int threads) throws IOException {
    return by(framing, bytes, threads, 10_240);
  }

  static byte[] by(Framing framing, byte[] bytes, int threads, int step) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = framing.gzip(out, threads)) {
      for (int at = 0; at < bytes.length; at += step) {
        gzip.write(bytes, at, Math.min(step, bytes.length - at));
      }
    }
    return out.toByteArray();
  }

  /** By zlib, to the last byte and with the check sum compared. */
  static byte[] unpacked(byte[] gzip) throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(gzip);
    byte[] bytes = new GZIPInputStream(in, 512).readAllBytes();
    assertThat(in.available()).isZero();
    return bytes;
  }
}
