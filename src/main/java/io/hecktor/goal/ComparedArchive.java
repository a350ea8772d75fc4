package io.hecktor.goal;

import io.hecktor.oci.Digest;
import io.hecktor.reproduce.Difference;
import java.util.List;

/**
 * An archive of both builds.
 *
 * @param name of the file
 * @param first its SHA-256 in the first build
 * @param second and in the second
 * @param differences what makes them differ
 */
record ComparedArchive(String name, Digest first, Digest second, List<Difference> differences) {

  /** Copies the list. */
  ComparedArchive {
    differences = List.copyOf(differences);
  }

  boolean isSame() {
    return first.equals(second);
  }
}
