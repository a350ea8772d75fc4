package io.hecktor.archive;

import io.hecktor.blob.StoredGzipOutputStream;

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
