package io.hecktor.oci;

/**
 * One layer of an image as facts; its bytes lie in a blob store under the descriptor's digest.
 *
 * @param descriptor the gzip blob
 * @param diffId hash of the uncompressed tar
 * @param uncompressedSizeBytes size of the uncompressed tar
 */
public record Layer(Descriptor descriptor, DiffId diffId, long uncompressedSizeBytes) {}
