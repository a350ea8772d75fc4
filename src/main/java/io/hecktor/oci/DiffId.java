package io.hecktor.oci;

/**
 * The SHA-256 of a layer's uncompressed tar; its own type, so that it cannot pass for a {@link
 * Digest}.
 *
 * @param digest the hash
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/config.md#layer-diffid">
 *     image-spec, config.md, Layer DiffID</a>
 */
public record DiffId(Digest digest) {

  /**
   * Parses {@code sha256:<hex>}.
   *
   * @throws IllegalArgumentException for another algorithm or form
   */
  public static DiffId parse(String text) {
    return new DiffId(Digest.parse(text));
  }

  @Override
  public String toString() {
    return digest.toString();
  }
}
