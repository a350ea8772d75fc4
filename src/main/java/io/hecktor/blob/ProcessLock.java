package io.hecktor.blob;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;

/**
 * A lock on a file's name within this process. A file lock alone does not do: Java refuses a second
 * one in the same process rather than let it wait, and POSIX drops all of a process's locks on a
 * file when any of its channels to that file is closed, so there must only ever be one.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9699919799/functions/fcntl.html">fcntl</a>
 */
final class ProcessLock implements AutoCloseable {

  /**
   * System properties are the one table that all class loaders of a process share, and Maven loads
   * a plugin once for each set of its dependencies.
   */
  private static final String PREFIX = "io.hecktor.lock:";

  private static final long POLL_MILLIS = 20;

  private final String key;

  private ProcessLock(String key) {
    this.key = key;
  }

  /** Waits until no thread of this process holds the lock. */
  static ProcessLock await(Path file) throws IOException {
    String key = PREFIX + file;
    while (System.getProperties().putIfAbsent(key, "held") != null) {
      pause();
    }
    return new ProcessLock(key);
  }

  /** Waits a little before asking again. */
  static void pause() throws IOException {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the cache");
    }
  }

  @Override
  public void close() {
    System.getProperties().remove(key);
  }
}
