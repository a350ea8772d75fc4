package io.hecktor.plan;

import io.hecktor.oci.DiffId;
import java.util.List;
import java.util.Map;

/**
 * What one pass over a base's layer taught: the diffID and size that an archive needs, and the few
 * entries that planning asks for.
 *
 * @param diffId hash of the uncompressed tar
 * @param uncompressedSizeBytes size of the uncompressed tar
 * @param entries those near the root, every {@code bin/java}, and whiteouts, in the tar's order
 * @param texts contents of {@code etc/passwd} and {@code etc/group} where the layer has them
 */
public record LayerFacts(
    DiffId diffId, long uncompressedSizeBytes, List<Entry> entries, Map<String, String> texts) {

  /** Copies the collections. */
  public LayerFacts {
    entries = List.copyOf(entries);
    texts = Map.copyOf(texts);
  }

  /** What an entry is. */
  public enum Kind {
    DIRECTORY,
    FILE,
    LINK,
    WHITEOUT,
    OPAQUE_WHITEOUT,
    OTHER
  }

  /**
   * An entry of the tar.
   *
   * @param path relative to the root, without a slash at either end; of a whiteout, what it hides
   * @param kind what it is
   * @param target of a symbolic link; else empty
   */
  public record Entry(String path, Kind kind, String target) {}
}
