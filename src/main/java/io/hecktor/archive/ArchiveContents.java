package io.hecktor.archive;

import io.hecktor.oci.Digest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one pass over an archive found, for rules to judge; as it is, right or wrong.
 *
 * @param archiveBytes size of the file
 * @param unpackedBytes size of the tar within
 * @param entries in the tar's order
 * @param documents the contents of the small files that begin as JSON does, by name
 * @param damage why reading stopped before the end, if it did
 */
public record ArchiveContents(
    long archiveBytes,
    long unpackedBytes,
    List<Entry> entries,
    Map<String, byte[]> documents,
    Optional<String> damage) {

  /** Copies the collections. */
  public ArchiveContents {
    entries = List.copyOf(entries);
    documents = Map.copyOf(documents);
  }

  /** The last regular file of that very name: of two, tar readers see the last. */
  public Optional<Entry> file(String name) {
    return entries.stream()
        .filter(entry -> entry.regular() && entry.name().equals(name))
        .reduce((first, second) -> second);
  }

  /**
   * An entry of the tar.
   *
   * @param name byte for byte as in the header
   * @param regular whether it is a regular file
   * @param sizeBytes of its content
   * @param digest of its content
   * @param compressed whether its content begins as gzip or zstd does
   */
  public record Entry(
      String name, boolean regular, long sizeBytes, Digest digest, boolean compressed) {}
}
