package io.hecktor.base;

import java.util.ArrayDeque;
import java.util.Deque;

/** Names in an archive, as its writers mean them: {@code ./a//b/../c} is {@code a/c}. */
final class ArchivePath {

  private ArchivePath() {}

  /** The name without detours; what leads out of the archive stays at its root. */
  static String normalise(String name) {
    Deque<String> parts = new ArrayDeque<>();
    for (String part : name.split("/", -1)) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return String.join("/", parts);
  }
}
