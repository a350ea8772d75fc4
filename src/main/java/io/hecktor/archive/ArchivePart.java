package io.hecktor.archive;

import io.hecktor.blob.StoredGzipOutputStream;
import io.hecktor.oci.Digest;
import java.util.OptionalLong;

/** A part of an archive's file that unpacks by itself: one or more whole gzip members. */
sealed interface ArchivePart {

  /** Size of the part in the file. */
  long sizeBytes();

  /** Size of what it unpacks to. */
  long unpackedBytes();

  /** A part that has to be unpacked to see what it holds. */
  record Packed(long sizeBytes, long unpackedBytes) implements ArchivePart {}

  /** A plain layer as one member of stored blocks. */
  sealed interface Plain extends ArchivePart {

    /** The CRC-32 that its content has to have, where one is known. */
    OptionalLong promised();

    @Override
    default long sizeBytes() {
      return StoredGzipOutputStream.framedSizeBytes(unpackedBytes());
    }
  }

  /** A plain layer that has to be hashed to see what it holds. */
  record Stored(long unpackedBytes) implements Plain {

    @Override
    public OptionalLong promised() {
      return OptionalLong.empty();
    }
  }

  /**
   * A plain layer of bytes that were hashed a moment ago.
   *
   * @param content their SHA-256
   * @param crc32 their checksum, which a gzip member ends with anyway
   */
  record Written(Digest content, long unpackedBytes, long crc32) implements Plain {

    @Override
    public OptionalLong promised() {
      return OptionalLong.of(crc32);
    }
  }

  /** A blob of which it is known what it holds, if its bytes are those of its digest. */
  record Known(KnownBlob blob) implements ArchivePart {

    @Override
    public long sizeBytes() {
      return blob.blob().sizeBytes();
    }

    @Override
    public long unpackedBytes() {
      return blob.contentBytes();
    }
  }
}
