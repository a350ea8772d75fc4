package io.hecktor.scaffold;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The project that is wished for.
 *
 * @param folder where it will be
 * @param profile a shipped profile's name or a file; empty for the one whose tasks' folders are
 *     there
 * @param tasks names of the tasks; empty for those whose folders are there, or else all
 * @param coordinates what it is called
 * @param ci services that it gets a file for
 * @param pluginVersion the version that its POM names
 */
public record ScaffoldRequest(
    Path folder,
    Optional<String> profile,
    List<String> tasks,
    Coordinates coordinates,
    Set<CiSystem> ci,
    String pluginVersion) {

  /** Copies the lists. */
  public ScaffoldRequest {
    tasks = List.copyOf(tasks);
    ci = Set.copyOf(ci);
  }
}
