package io.hecktor.sandbox;

import io.hecktor.oci.DiffId;
import io.hecktor.oci.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Names the result of applying layers one upon the other.
 *
 * @param digest over the diffIDs, the lowest layer's first
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/config.md#layer-chainid">
 *     image-spec, config.md, Layer ChainID</a>
 */
public record ChainId(Digest digest) {

  /**
   * The chain ID of a stack of layers.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static ChainId of(List<DiffId> diffIds) {
    if (diffIds.isEmpty()) {
      throw new IllegalArgumentException("an image without layers has no chain ID");
    }
    Digest chain = diffIds.get(0).digest();
    for (DiffId next : diffIds.subList(1, diffIds.size())) {
      chain = Digest.of((chain + " " + next).getBytes(StandardCharsets.US_ASCII));
    }
    return new ChainId(chain);
  }

  @Override
  public String toString() {
    return digest.toString();
  }
}
