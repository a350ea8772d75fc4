package io.hecktor.sandbox;

import java.time.Instant;

/**
 * What an entry's header says about access.
 *
 * @param mode the twelve permission bits
 * @param uid the owner
 * @param gid the owning group
 * @param modified the time of the last change, kept because programs compare it: Python, say, takes
 *     a compiled module for stale and tries to write another
 */
record Attributes(int mode, long uid, long gid, Instant modified) {

  /** Of folders that no layer describes: root's, for everybody to enter, as other engines do. */
  static final Attributes IMPLIED_DIRECTORY = new Attributes(0755, 0, 0, Instant.EPOCH);

  /** Of files that no layer describes. */
  static final Attributes IMPLIED_FILE = new Attributes(0644, 0, 0, Instant.EPOCH);

  /** Whether it is root's, readable by all and writable by nobody else. */
  boolean isOrdinary(boolean directory) {
    int needed = directory ? 0555 : 0444;
    return uid == 0 && gid == 0 && (mode & needed) == needed && (mode & 0022) == 0;
  }
}
