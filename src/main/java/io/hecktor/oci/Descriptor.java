package io.hecktor.oci;

import java.util.Map;
import java.util.Optional;

/**
 * Points to a blob: what it is, its digest and its size.
 *
 * @param mediaType such as {@link MediaTypes#OCI_LAYER_GZIP}
 * @param digest of the bytes as stored
 * @param sizeBytes of the bytes as stored
 * @param platform for manifests in an index
 * @param annotations in the order given, often empty
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/descriptor.md">image-spec,
 *     descriptor.md</a>
 */
public record Descriptor(
    String mediaType,
    Digest digest,
    long sizeBytes,
    Optional<Platform> platform,
    Map<String, String> annotations) {

  /** Checks the size. */
  public Descriptor {
    if (sizeBytes < 0) {
      throw new IllegalArgumentException("a descriptor of negative size: " + sizeBytes);
    }
    annotations = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(annotations));
  }

  /** A descriptor with neither platform nor annotations. */
  public Descriptor(String mediaType, Digest digest, long sizeBytes) {
    this(mediaType, digest, sizeBytes, Optional.empty(), Map.of());
  }
}
