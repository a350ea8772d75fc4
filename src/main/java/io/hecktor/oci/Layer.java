package io.hecktor.oci;

/**
 * One layer of an image as facts; its bytes lie in a blob store under the descriptor's digest.
 *
 * @param descriptor the blob: the tar in gzip, or the tar itself
 * @param diffId hash of the uncompressed tar
 * @param uncompressedSizeBytes size of the uncompressed tar
 */
public record Layer(Descriptor descriptor, DiffId diffId, long uncompressedSizeBytes) {

  /** A layer whose blob is the tar itself. */
  public static Layer plain(DiffId diffId, long sizeBytes) {
    return new Layer(
        new Descriptor(MediaTypes.OCI_LAYER, diffId.digest(), sizeBytes), diffId, sizeBytes);
  }

  /** A layer whose blob is the tar itself, if its digest is the diffID, and else gzip. */
  public static Layer of(Digest blob, long blobBytes, DiffId diffId, long uncompressedSizeBytes) {
    return blob.equals(diffId.digest())
        ? plain(diffId, blobBytes)
        : new Layer(
            new Descriptor(MediaTypes.OCI_LAYER_GZIP, blob, blobBytes),
            diffId,
            uncompressedSizeBytes);
  }

  /** Whether the blob is the tar itself: its digest is the diffID then. */
  public boolean isPlain() {
    return descriptor.digest().equals(diffId.digest());
  }
}
