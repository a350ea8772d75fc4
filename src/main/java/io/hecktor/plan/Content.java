package io.hecktor.plan;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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

  /**
   * A file on the disk in which some pairs of bytes are others.
   *
   * @param file followed if it is a link
   * @param sizeBytes as it was when the plan was made
   * @param patches in the order of their offsets, none overlapping another
   */
  record OfPatchedFile(Path file, long sizeBytes, List<Patch> patches) implements Content {
    /** Copies the list. */
    public OfPatchedFile {
      patches = List.copyOf(patches);
    }

    @Override
    public InputStream open() throws IOException {
      return new PatchedInputStream(Files.newInputStream(file), patches);
    }
  }

  /**
   * Two bytes that take the place of others.
   *
   * @param offset of the first, in bytes from the file's start
   * @param value little-endian
   */
  record Patch(long offset, int value) {}

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
