package io.hecktor.challenge;

import java.util.List;

/**
 * One task of a challenge: one image, one archive.
 *
 * @param name such as {@code task1}
 * @param folders the names that its folder in a project may have, the preferred one first
 * @param archiveName such as {@code submission_task1.tar.gz}
 * @param limits the task's own where it has any, else the profile's
 * @param outputs what a run must leave
 */
public record Task(
    String name,
    List<String> folders,
    String archiveName,
    Limits limits,
    List<OutputShape> outputs) {

  /** Copies the lists. */
  public Task {
    folders = List.copyOf(folders);
    outputs = List.copyOf(outputs);
  }

  /** The same task under other limits. */
  public Task withLimits(Limits other) {
    return new Task(name, folders, archiveName, other, outputs);
  }
}
