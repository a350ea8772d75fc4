package io.hecktor.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Copies a stream to a file until it ends; of more than the bound allows, the beginning and the end
 * are kept. It always reads on, so that a flood neither fills the disk nor stops the program.
 */
final class BoundedCapture implements Runnable {

  private static final int LONGEST_END = 1 << 20;

  private final InputStream in;
  private final Path file;
  private final long headBytes;
  private final byte[] ring;
  private long total;

  BoundedCapture(InputStream in, Path file, long bound) {
    this.in = in;
    this.file = file;
    this.ring = new byte[(int) Math.min(LONGEST_END, Math.max(1, bound / 2))];
    this.headBytes = bound - ring.length;
  }

  @Override
  public void run() {
    try (OutputStream out = Files.newOutputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      for (int n = readSome(buffer); n > 0; n = readSome(buffer)) {
        int head = (int) Math.max(0, Math.min(n, headBytes - total));
        out.write(buffer, 0, head);
        keep(buffer, head, n);
        total += n;
      }
      writeEnd(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The stream of a process that is killed may be closed under our hands; that is its end too. */
  private int readSome(byte[] buffer) {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      return -1;
    }
  }

  private void keep(byte[] buffer, int from, int to) {
    long position = total + from - headBytes;
    for (int i = Math.max(from, to - ring.length); i < to; i++) {
      ring[(int) ((position + i - from) % ring.length)] = buffer[i];
    }
  }

  private void writeEnd(OutputStream out) throws IOException {
    long rest = total - headBytes;
    if (rest <= 0) {
      return;
    }
    if (rest <= ring.length) {
      out.write(ring, 0, (int) rest);
      return;
    }
    String gap = "\n[hecktor: " + (rest - ring.length) + " bytes left out]\n";
    out.write(gap.getBytes(StandardCharsets.US_ASCII));
    int start = (int) (rest % ring.length);
    out.write(ring, start, ring.length - start);
    out.write(ring, 0, start);
  }

  /** What was kept; to be asked for after the end. */
  CapturedStream result() {
    return new CapturedStream(file, total, total > headBytes + ring.length);
  }
}
