package io.hecktor.plan;

import java.nio.file.Path;
import java.util.List;

/** Where the image's Java comes from. */
public sealed interface RuntimeChoice {

  /**
   * A run-time image that jlink makes of the modules needed.
   *
   * @param jdk the JDK's home
   * @param extraModules asked for by the user, besides those that are found
   */
  record Jlink(Path jdk, List<String> extraModules) implements RuntimeChoice {
    /** Copies the list. */
    public Jlink {
      extraModules = List.copyOf(extraModules);
    }
  }

  /** The base brings {@code java}. */
  record FromBase() implements RuntimeChoice {}

  /**
   * A folder to copy.
   *
   * @param folder holds {@code bin/java}
   */
  record Folder(Path folder) implements RuntimeChoice {}
}
