package io.hecktor.archive;

import io.hecktor.FileInput;
import io.hecktor.Progress;
import io.hecktor.blob.BackgroundDigest;
import io.hecktor.blob.HashingOutputStream;
import io.hecktor.blob.Streams;
import io.hecktor.oci.Digest;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** Opens a written archive afresh, as its receiver will, and reads it once from end to end. */
public final class ArchiveReader {

  private static final int MAX_DOCUMENT_BYTES = 4 << 20;
  private static final int MAGIC_BYTES = 4;

  private final Progress.Work work;
  private final List<ArchiveContents.Entry> entries = new ArrayList<>();
  private final Map<String, byte[]> documents = new HashMap<>();
  private long unpackedBytes;

  private ArchiveReader(Progress.Work work) {
    this.work = work;
  }

  /**
   * Reads a gzipped archive.
   *
   * @param work advanced by the compressed bytes read
   * @throws IOException if the file cannot be read; what is wrong inside it is a finding
   */
  public static ArchiveContents read(Path file, Progress.Work work) throws IOException {
    try (InputStream raw = FileInput.open(file)) {
      return read(file, raw, work);
    }
  }

  /**
   * Reads a gzipped archive, maybe while it is being written.
   *
   * @param raw reads the file, from its start to its end
   * @param work advanced by the compressed bytes read
   * @throws IOException if the file is not there
   */
  public static ArchiveContents read(Path file, InputStream raw, Progress.Work work)
      throws IOException {
    return new ArchiveReader(work).read(file, raw, ArchiveReader::unpack);
  }

  /**
   * Reads an archive that a writer has made, and does not unpack what is known: a known blob's
   * bytes are compared with its digest, and those of a layer that was just hashed with its CRC-32.
   *
   * @param raw reads the file, from its start to its end
   * @param trusted what need not be unpacked or hashed
   * @param work advanced by the compressed bytes read
   * @throws IOException if the file is not there
   */
  public static ArchiveContents read(
      Path file, InputStream raw, DockerArchiveWriter writer, Trusted trusted, Progress.Work work)
      throws IOException {
    return new ArchiveReader(work)
        .read(file, raw, in -> new SplicedInputStream(in, writer.parts(trusted)));
  }

  /** How the tar is had from the archive's bytes. */
  @FunctionalInterface
  private interface Unpacking {
    InputStream of(InputStream packed) throws IOException;
  }

  /** What all members of a gzip file hold. */
  static InputStream unpack(InputStream packed) throws IOException {
    return GzipCompressorInputStream.builder()
        .setInputStream(packed)
        .setDecompressConcatenated(true)
        .get();
  }

  private ArchiveContents read(Path file, InputStream raw, Unpacking unpacking) throws IOException {
    Optional<String> damage = Optional.empty();
    try {
      InputStream buffered = new BufferedInputStream(new Counted(raw, work), Streams.BUFFER_BYTES);
      readEntries(unpacking.of(buffered));
    } catch (IOException | IllegalArgumentException e) {
      damage = Optional.of(String.valueOf(e.getMessage()));
    }
    return new ArchiveContents(Files.size(file), unpackedBytes, entries, documents, damage);
  }

  private void readEntries(InputStream unpacked) throws IOException {
    TarArchiveInputStream tar = new TarArchiveInputStream(unpacked, StandardCharsets.UTF_8.name());
    for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
      Optional<ArchivePart> part =
          unpacked instanceof SplicedInputStream spliced ? spliced.ahead() : Optional.empty();
      if (part.isPresent() && part.get() instanceof ArchivePart.Known known) {
        noteKnown(entry, known.blob());
        drain(tar); // The library would do so in small pieces.
      } else if (part.isPresent() && part.get() instanceof ArchivePart.Written written) {
        readWritten(tar, entry, written);
      } else {
        readEntry(tar, entry);
      }
    }
    drain(unpacked);
    unpackedBytes = tar.getBytesRead();
  }

  /** A checksum at the end of the last member counts as well. */
  private static void drain(InputStream in) throws IOException {
    byte[] buffer = new byte[Streams.BUFFER_BYTES];
    while (in.read(buffer, 0, buffer.length) >= 0) {
      // Reading is what checks.
    }
  }

  /** What is drained then is compared with the blob's digest. */
  private void noteKnown(TarArchiveEntry entry, KnownBlob known) throws IOException {
    requireSize(entry, known.contentBytes());
    note(entry, known.content(), known.compressed());
  }

  private static void requireSize(TarArchiveEntry entry, long layerBytes) throws IOException {
    if (entry.getSize() != layerBytes) {
      throw new IOException("`" + entry.getName() + "` is not as long as the layer in its place");
    }
  }

  private void note(TarArchiveEntry entry, Digest content, boolean compressed) {
    entries.add(
        new ArchiveContents.Entry(
            entry.getName(), regular(entry), entry.getSize(), content, compressed));
  }

  /** The stream compares what is read here with the layer's checksum. */
  private void readWritten(InputStream tar, TarArchiveEntry entry, ArchivePart.Written layer)
      throws IOException {
    requireSize(entry, layer.unpackedBytes());
    Beginning beginning = new Beginning(MAGIC_BYTES);
    Streams.copy(tar, beginning, Progress.silent().begin("", 0));
    note(entry, layer.content(), compressed(beginning.bytes()));
  }

  private void readEntry(InputStream tar, TarArchiveEntry entry) throws IOException {
    boolean small = entry.getSize() <= MAX_DOCUMENT_BYTES;
    Beginning beginning = new Beginning(small ? MAX_DOCUMENT_BYTES : MAGIC_BYTES);
    try (BackgroundDigest sha256 = new BackgroundDigest()) {
      Streams.copy(tar, new HashingOutputStream(beginning, sha256), Progress.silent().begin("", 0));
      byte[] kept = beginning.bytes();
      note(entry, sha256.finish(), compressed(kept));
      if (small && document(kept)) {
        documents.put(entry.getName(), kept);
      }
    }
  }

  /** commons-compress calls a file whatever is no folder, links and devices included. */
  private static boolean regular(TarArchiveEntry entry) {
    byte type = entry.getLinkFlag();
    return type == TarConstants.LF_NORMAL || type == TarConstants.LF_OLDNORM;
  }

  /** Small layers are not kept: a base may have a hundred of them. */
  private static boolean document(byte[] head) {
    return head.length > 0 && "{[ \t\r\n".indexOf(head[0]) >= 0;
  }

  private static boolean compressed(byte[] magic) {
    boolean gzip = magic.length >= 2 && magic[0] == 0x1f && magic[1] == (byte) 0x8b;
    boolean zstd =
        magic.length >= MAGIC_BYTES
            && magic[0] == 0x28
            && magic[1] == (byte) 0xb5
            && magic[2] == 0x2f
            && magic[3] == (byte) 0xfd;
    return gzip || zstd;
  }

  /** Keeps the first bytes of what is written to it. */
  private static final class Beginning extends OutputStream {

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final int mostBytes;

    private Beginning(int mostBytes) {
      this.mostBytes = mostBytes;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      kept.write(bytes, offset, Math.min(length, mostBytes - kept.size()));
    }

    private byte[] bytes() {
      return kept.toByteArray();
    }
  }

  private static final class Counted extends FilterInputStream {

    private final Progress.Work work;

    private Counted(InputStream in, Progress.Work work) {
      super(in);
      this.work = work;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = in.read(buffer, offset, length);
      work.advance(Math.max(read, 0));
      return read;
    }
  }
}
