package io.hecktor.sandbox;

import io.hecktor.blob.Streams;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveStructSparse;

/** Writes the bytes of a layer's regular files, holes as holes. */
final class PayloadWriter {

  /** What ext4 can keep at least; tars can say more. */
  private static final Instant LATEST = Instant.ofEpochSecond(Integer.MAX_VALUE);

  /** A sparse entry of a few bytes may claim more than any file system keeps in a file. */
  private static final long MAX_SPARSE_BYTES = 8L << 40;

  private final ImageUser user;
  private final byte[] buffer = new byte[Streams.BUFFER_BYTES];

  /** Gives files the permissions that a user has of them. */
  PayloadWriter(ImageUser user) {
    this.user = user;
  }

  /**
   * Where a file goes.
   *
   * @param path a name of ours, not there yet
   * @param attributes what its header says
   */
  record Target(Path path, Attributes attributes) {}

  /** Writes the file that the tar stands at. */
  void write(TarArchiveEntry entry, TarArchiveInputStream tar, Target target) throws IOException {
    try (FileChannel file =
        FileChannel.open(target.path(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      if (entry.isSparse()) {
        writeSparse(entry, tar, file);
      } else {
        copy(tar, Long.MAX_VALUE, file);
      }
    }
    setTime(target.path(), target.attributes());
    FileTrees.setMode(target.path(), user.effectiveMode(target.attributes()));
  }

  static void setTime(Path path, Attributes attributes) throws IOException {
    Instant modified = attributes.modified();
    Instant kept = modified.isAfter(LATEST) ? LATEST : modified;
    Files.setLastModifiedTime(
        path, FileTime.from(kept.isBefore(Instant.EPOCH) ? Instant.EPOCH : kept));
  }

  private void writeSparse(TarArchiveEntry entry, TarArchiveInputStream tar, FileChannel file)
      throws IOException {
    if (entry.getRealSize() > MAX_SPARSE_BYTES) {
      throw new UnsafeEntryException(
          entry.getName(), "claims to be a file of " + entry.getRealSize() + " bytes");
    }
    long position = 0;
    for (TarArchiveStructSparse extent : entry.getOrderedSparseHeaders()) {
      for (long skipped; position < extent.getOffset(); position += skipped) {
        skipped = tar.skip(extent.getOffset() - position);
        if (skipped <= 0) {
          throw new SpoiltLayerException("its sparse entry ends in a hole");
        }
      }
      file.position(position);
      position += copy(tar, extent.getNumbytes(), file);
    }
    extend(file, entry.getRealSize());
  }

  private static void extend(FileChannel file, long size) throws IOException {
    if (file.size() < size) {
      file.write(ByteBuffer.allocate(1), size - 1);
    }
  }

  private long copy(TarArchiveInputStream tar, long limit, FileChannel file) throws IOException {
    long copied = 0;
    while (copied < limit) {
      int read = read(tar, (int) Math.min(buffer.length, limit - copied));
      if (read < 0) {
        break;
      }
      ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      copied += read;
    }
    return copied;
  }

  /** Passes over what is left of an entry, so that what is read next is the next one's header. */
  void drain(TarArchiveEntry entry, TarArchiveInputStream tar) throws IOException {
    if (entry.isSparse()) {
      while (tar.skip(Long.MAX_VALUE) > 0) {
        // Holes are skipped at once, where reading them could take years.
      }
      return;
    }
    while (read(tar, buffer.length) >= 0) {
      // Contents of entries that have no use for them.
    }
  }

  private int read(TarArchiveInputStream tar, int length) throws IOException {
    try {
      int read = tar.readNBytes(buffer, 0, length);
      return read == 0 && length > 0 ? -1 : read;
    } catch (SpoiltLayerException e) {
      throw e;
    } catch (IOException e) {
      throw new SpoiltLayerException("its tar ends within an entry", e);
    }
  }
}
