package io.hecktor.blob;

import io.hecktor.oci.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * A blob on its way into the store: hashed while it is written, and there once it is committed.
 * Closed before, it leaves nothing behind.
 */
public final class BlobWriter extends OutputStream {

  private final BlobPart part;
  private final BackgroundDigest sha256 = new BackgroundDigest();
  private long sizeBytes;

  BlobWriter(BlobPart part) {
    this.part = part;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    part.write(bytes, offset, length);
    sha256.update(bytes, offset, length);
    sizeBytes += length;
  }

  /** The file that the blob is written to, for now. */
  public Path file() {
    return part.file();
  }

  /** Puts the blob into the store under the digest of what was written. */
  public Stored commit() throws IOException {
    Digest digest = sha256.finish();
    part.commit(digest);
    return new Stored(digest, sizeBytes);
  }

  /** Puts the blob into the store if it is the one that was asked for. */
  public Stored commit(Digest expected, String name) throws IOException {
    Digest digest = sha256.finish();
    if (!digest.equals(expected)) {
      throw new DigestMismatchException(name, expected, digest.toString());
    }
    part.commit(digest);
    return new Stored(digest, sizeBytes);
  }

  @Override
  public void close() throws IOException {
    sha256.close();
    part.close();
  }

  /**
   * What came into the store.
   *
   * @param digest of the bytes
   * @param sizeBytes how many
   */
  public record Stored(Digest digest, long sizeBytes) {}
}
