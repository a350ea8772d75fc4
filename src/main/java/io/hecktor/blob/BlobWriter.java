package io.hecktor.blob;

import io.hecktor.oci.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * A blob on its way into the store: hashed while it is written, and there once it is committed.
 * Closed before, it leaves nothing behind.
 */
public final class BlobWriter extends OutputStream {

  private final BlobStore store;
  private final AtomicFile file;
  private final OutputStream out;
  private final BackgroundDigest sha256 = new BackgroundDigest();
  private long sizeBytes;

  BlobWriter(BlobStore store, AtomicFile file) {
    this.store = store;
    this.file = file;
    this.out = file.output();
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      // Told apart from a failure of what is being read, which often is at the other end.
      throw unwritable(e);
    }
    sha256.update(bytes, offset, length);
    sizeBytes += length;
  }

  private FileSystemException unwritable(IOException cause) {
    FileSystemException e =
        new FileSystemException(file.part().toString(), null, cause.getMessage());
    e.initCause(cause);
    return e;
  }

  /** The file that the blob is written to, for now. */
  public Path part() {
    return file.part();
  }

  /** Puts the blob into the store under the digest of what was written. */
  public Stored commit() throws IOException {
    Digest digest = sha256.finish();
    store.adopt(file, digest);
    return new Stored(digest, sizeBytes);
  }

  /** Puts the blob into the store if it is the one that was asked for. */
  public Stored commit(Digest expected, String name) throws IOException {
    Digest digest = sha256.finish();
    if (!digest.equals(expected)) {
      throw new DigestMismatchException(name, expected, digest.toString());
    }
    store.adopt(file, digest);
    return new Stored(digest, sizeBytes);
  }

  @Override
  public void close() throws IOException {
    sha256.close();
    file.close();
  }

  /**
   * What came into the store.
   *
   * @param digest of the bytes
   * @param sizeBytes how many
   */
  public record Stored(Digest digest, long sizeBytes) {}
}
