package io.hecktor.plan;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of a file in a layer. */
public sealed interface Content {

  /** How many bytes there are. */
  long sizeBytes();

  /** Opens the bytes; the caller closes the stream. */
  InputStream open() throws IOException;

  /**
   * A file on the disk.
   *
   * @param file followed if it is a link
   * @param sizeBytes as it was when the plan was made
   */
  record OfFile(Path file, long sizeBytes) implements Content {
    @Override
    public InputStream open() throws IOException {
      return Files.newInputStream(file);
    }
  }

  /** Bytes that the plan itself brings. */
  final class OfBytes implements Content {
    private final byte[] bytes;

    /** Copies the bytes. */
    public OfBytes(byte[] bytes) {
      this.bytes = bytes.clone();
    }

    @Override
    public long sizeBytes() {
      return bytes.length;
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(bytes);
    }
  }
}
