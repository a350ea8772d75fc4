package io.hecktor.archive;

import io.hecktor.blob.StoredGzipOutputStream;
import io.hecktor.oci.Digest;

/** A part of an archive's file that unpacks by itself: one or more whole gzip members. */
sealed interface ArchivePart {

  /** Size of the part in the file. */
  long sizeBytes();

  /** Size of what it unpacks to. */
  long unpackedBytes();

  /** A part that has to be unpacked to see what it holds. */
  record Packed(long sizeBytes, long unpackedBytes) implements ArchivePart {}

  /** A plain layer as one member of stored blocks. */
  record Stored(long unpackedBytes) implements ArchivePart {

    @Override
    public long sizeBytes() {
      return StoredGzipOutputStream.framedSizeBytes(unpackedBytes);
    }
  }

  /**
   * A plain layer as such a member, of bytes that were hashed a moment ago.
   *
   * @param content their SHA-256
   * @param crc32 their checksum, which a gzip member ends with anyway
   */
  record Written(Digest content, long unpackedBytes, long crc32) implements ArchivePart {

    @Override
    public long sizeBytes() {
      return StoredGzipOutputStream.framedSizeBytes(unpackedBytes);
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
