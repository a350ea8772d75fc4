package io.hecktor.blob;

import io.hecktor.oci.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.zip.CRC32;

/**
 * The file of a blob on its way into the store, hashed by whoever writes it. Closed before it is
 * committed, it leaves nothing behind.
 */
public final class BlobPart extends OutputStream {

  private final BlobStore store;
  private final AtomicFile file;
  private final OutputStream out;
  private final CRC32 crc = new CRC32();

  BlobPart(BlobStore store, AtomicFile file) {
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
    crc.update(bytes, offset, length);
    try {
      out.write(bytes, offset, length);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      // Told apart from a failure of what is being read, which often is at the other end.
      throw unwritable(e);
    }
  }

  private FileSystemException unwritable(IOException cause) {
    FileSystemException e =
        new FileSystemException(file.part().toString(), null, cause.getMessage());
    e.initCause(cause);
    return e;
  }

  /** Where the bytes are for now. */
  public Path file() {
    return file.part();
  }

  /** Puts the blob into the store under the digest of all that was written. */
  public void commit(Digest digest) throws IOException {
    store.adopt(file, digest, crc.getValue());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
