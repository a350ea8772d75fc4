package io.hecktor.layer;

import io.hecktor.FileInput;
import io.hecktor.blob.BlobPart;
import io.hecktor.blob.BlobStore;
import io.hecktor.blob.BlobWriter;
import io.hecktor.deflate.PackedBytes;
import io.hecktor.oci.DiffId;
import io.hecktor.oci.Layer;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A layer's blob on its way into the store: the tar itself, which its diffID names without another
 * hash, or a gzip member where deflating gained something.
 */
final class LayerBlob implements PackedBytes, Closeable {

  private final BlobStore store;
  private final BlobPart plain;
  private Optional<BlobWriter> gzip = Optional.empty();

  LayerBlob(BlobStore store) throws IOException {
    this.store = store;
    this.plain = store.createPart();
  }

  @Override
  public OutputStream plain() {
    return plain;
  }

  @Override
  public InputStream writtenPlain() throws IOException {
    return new FilterInputStream(FileInput.open(plain.file())) {

      /** Of gigabytes that nobody needs any more, there shall not be two copies. */
      @Override
      public void close() throws IOException {
        try (plain) {
          super.close();
        }
      }
    };
  }

  @Override
  public OutputStream gzip() throws IOException {
    BlobWriter writer = store.create();
    gzip = Optional.of(writer);
    return writer;
  }

  /** Where the bytes are for now. */
  Path file() {
    return gzip.map(BlobWriter::file).orElseGet(plain::file);
  }

  /**
   * Puts the blob into the store.
   *
   * @param diffId of the tar that was written
   * @param sizeBytes of that tar
   */
  Layer commit(DiffId diffId, long sizeBytes) throws IOException {
    if (gzip.isEmpty()) {
      plain.commit(diffId.digest());
      return Layer.plain(diffId, sizeBytes);
    }
    BlobWriter.Stored stored = gzip.get().commit();
    return Layer.of(stored.digest(), stored.sizeBytes(), diffId, sizeBytes);
  }

  @Override
  public void close() throws IOException {
    try (plain) {
      if (gzip.isPresent()) {
        gzip.get().close();
      }
    }
  }
}
