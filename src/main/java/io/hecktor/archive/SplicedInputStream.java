package io.hecktor.archive;

import io.hecktor.OneByte;
import io.hecktor.Progress;
import io.hecktor.blob.BackgroundDigest;
import io.hecktor.blob.StoredGzipInputStream;
import io.hecktor.oci.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.commons.io.input.BoundedInputStream;

/**
 * The tar in a gzipped archive whose parts are known by their sizes. A blob whose content is known
 * is hashed rather than unpacked, which takes a tenth of the time; as many zeros stand in its
 * place. Plain layers are taken out of their stored blocks and nothing else, and one that was
 * hashed when it was written is told by its checksum.
 */
final class SplicedInputStream extends InputStream {

  private final InputStream raw;
  private final Deque<ArchivePart> parts;
  private InputStream unpacked = InputStream.nullInputStream();
  private long left;

  /**
   * Reads an archive.
   *
   * @param raw the archive's file, from its start to its end
   * @param parts all of the file, in order
   */
  SplicedInputStream(InputStream raw, List<ArchivePart> parts) {
    this.raw = raw;
    this.parts = new ArrayDeque<>(parts);
  }

  /** The part whose content would be read next, from its first byte on. */
  Optional<ArchivePart> ahead() {
    return left == 0 ? Optional.ofNullable(parts.peek()) : Optional.empty();
  }

  @Override
  public int read() throws IOException {
    return OneByte.of(this);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0; // Nobody has begun with the next part.
    }
    while (left == 0) {
      end(unpacked);
      if (parts.isEmpty()) {
        end(raw);
        return -1;
      }
      begin(parts.remove());
    }
    int read = unpacked.read(buffer, offset, (int) Math.min(length, left));
    if (read < 0) {
      throw new IOException("a part of the archive holds less than was put into it");
    }
    left -= read;
    return read;
  }

  /** Unpacking tells only at the end that a checksum is wrong. */
  private static void end(InputStream in) throws IOException {
    if (in.read() >= 0) {
      throw new IOException("a part of the archive holds more than was put into it");
    }
  }

  private void begin(ArchivePart part) throws IOException {
    InputStream packed =
        BoundedInputStream.builder()
            .setInputStream(raw)
            .setMaxCount(part.sizeBytes())
            .setPropagateClose(false)
            .get();
    unpacked = unpack(part, packed);
    left = part.unpackedBytes();
  }

  private static InputStream unpack(ArchivePart part, InputStream packed) throws IOException {
    if (part instanceof ArchivePart.Known known) {
      return verified(packed, known.blob());
    }
    return part instanceof ArchivePart.Plain plain
        ? new StoredGzipInputStream(packed, plain.promised())
        : ArchiveReader.unpack(packed);
  }

  private static InputStream verified(InputStream packed, KnownBlob known) throws IOException {
    Digest found = BackgroundDigest.of(packed, Progress.silent().begin("", 0));
    if (!found.equals(known.blob().digest())) {
      throw new IOException("a layer is " + found + " and not " + known.blob().digest());
    }
    return new Zeros(known.contentBytes());
  }

  /** As many zeros as are asked for. */
  private static final class Zeros extends InputStream {

    private long left;

    private Zeros(long count) {
      this.left = count;
    }

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      if (left <= 0) {
        return -1;
      }
      int read = (int) Math.min(length, left);
      Arrays.fill(buffer, offset, offset + read, (byte) 0);
      left -= read;
      return read;
    }
  }
}
