package io.hecktor.plan;

import io.hecktor.OneByte;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Reads a file and puts other bytes in the place of some, however the reads are cut. */
final class PatchedInputStream extends FilterInputStream {

  private static final int PATCH_BYTES = 2;

  private final List<Content.Patch> patches;
  private long position;
  private int next;

  PatchedInputStream(InputStream in, List<Content.Patch> patches) {
    super(in);
    this.patches = patches;
  }

  @Override
  public int read() throws IOException {
    return OneByte.of(this);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = in.read(buffer, offset, length);
    if (read > 0) {
      patch(buffer, offset, read);
      position += read;
    }
    return read;
  }

  private void patch(byte[] buffer, int offset, int read) {
    for (; next < patches.size(); next++) {
      Content.Patch patch = patches.get(next);
      for (int i = 0; i < PATCH_BYTES; i++) {
        long at = patch.offset() + i - position;
        if (at >= 0 && at < read) {
          buffer[offset + (int) at] = (byte) (patch.value() >> (8 * i));
        }
      }
      if (patch.offset() + PATCH_BYTES > position + read) {
        return;
      }
    }
  }

  @Override
  public long skip(long n) throws IOException {
    long skipped = in.skip(n);
    position += skipped;
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
