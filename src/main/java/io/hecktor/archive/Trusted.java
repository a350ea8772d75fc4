package io.hecktor.archive;

import io.hecktor.blob.BlobStore;
import java.util.List;

/**
 * What need be neither unpacked nor hashed when an archive is written and read back.
 *
 * @param store knows the CRC-32 of the layers that it hashed just now
 * @param known what blobs unpacked to before
 */
public record Trusted(BlobStore store, List<KnownBlob> known) {

  /** Copies the list. */
  public Trusted {
    known = List.copyOf(known);
  }
}
