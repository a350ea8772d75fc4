package io.hecktor.plan;

import io.hecktor.FileInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The bytes of a file in a layer. */
public sealed interface Content {

  /** How many bytes there are. */
  long sizeBytes();

  /** Opens the bytes; the caller closes the stream. */
  InputStream open() throws IOException;

  /** The file on the disk whose content it is, whole or but for what is done by rule. */
  default Optional<Path> source() {
    return Optional.empty();
  }

  /**
   * A file on the disk.
   *
   * @param file followed if it is a link
   * @param sizeBytes as it was when the plan was made
   */
  record OfFile(Path file, long sizeBytes) implements Content {
    @Override
    public Optional<Path> source() {
      return Optional.of(file);
    }

    @Override
    public InputStream open() throws IOException {
      return FileInput.open(file);
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
    public Optional<Path> source() {
      return Optional.of(file);
    }

    @Override
    public InputStream open() throws IOException {
      return new PatchedInputStream(FileInput.open(file), patches);
    }
  }

  /**
   * Two bytes that take the place of others.
   *
   * @param offset of the first, in bytes from the file's start
   * @param value little-endian
   */
  record Patch(long offset, int value) {}

  /**
   * Parts of a file on the disk, and bytes between and after them.
   *
   * @param file followed if it is a link
   * @param whole whether nothing that the file holds is left out
   * @param parts in their order
   */
  record OfParts(Path file, boolean whole, List<Part> parts) implements Content {
    /** Copies the list. */
    public OfParts {
      parts = List.copyOf(parts);
    }

    @Override
    public Optional<Path> source() {
      return Optional.of(file);
    }

    @Override
    public long sizeBytes() {
      return parts.stream().mapToLong(Part::sizeBytes).sum();
    }

    @Override
    public InputStream open() throws IOException {
      return new PartsInputStream(file, parts);
    }
  }

  /** A part of a content. */
  sealed interface Part {

    /** How many bytes it has. */
    long sizeBytes();

    /**
     * Bytes of the file.
     *
     * @param offset of the first, in bytes
     */
    record Range(long offset, long sizeBytes) implements Part {}

    /**
     * Bytes of the file, inflated.
     *
     * @param offset of the first deflated one, in bytes
     * @param deflatedBytes how many these are
     * @param sizeBytes how many they become
     * @param crc CRC-32 of these, which reading holds them to
     * @see <a href="https://www.rfc-editor.org/rfc/rfc1951">RFC 1951</a>
     */
    record Inflated(long offset, long deflatedBytes, long sizeBytes, long crc) implements Part {}

    /** Other bytes. */
    record Bytes(java.nio.ByteBuffer bytes) implements Part {
      @Override
      public long sizeBytes() {
        return bytes.remaining();
      }
    }
  }

  /**
   * An entry of a jar, unpacked. What it holds is known by its CRC-32 and held to it when it is
   * read, so that nobody has to hash gigabytes to find that nothing has changed.
   *
   * @param jar on the disk
   * @param entry its name
   * @param sizeBytes unpacked
   * @param crc CRC-32 of the bytes
   */
  record OfJarEntry(Path jar, String entry, long sizeBytes, long crc) implements Content {
    @Override
    public InputStream open() throws IOException {
      return new JarEntryInputStream(this);
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
