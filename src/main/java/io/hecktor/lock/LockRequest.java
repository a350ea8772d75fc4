package io.hecktor.lock;

import java.nio.file.Path;

/**
 * What the user wants of the lock.
 *
 * @param file {@code hecktor.lock} in the project's folder, which need not exist
 * @param mode what is done with it
 * @param allTasks whether all of the project's tasks are built, so that a task that the lock has
 *     and the build has not is no more
 * @param plugin the version of the plugin, which explains what nothing else does
 */
public record LockRequest(Path file, Mode mode, boolean allTasks, String plugin) {

  /** What is done with the lock. */
  public enum Mode {
    /** Written where there is none; else kept, and what moved is told. */
    KEEP,
    /** Written anew. */
    UPDATE,
    /** Whatever moved is an error. */
    LOCKED
  }
}
