package io.hecktor.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the image's Java comes from. */
public sealed interface RuntimeChoice {

  /**
   * A run-time image that jlink makes of the modules needed.
   *
   * @param runningJdk the home of the Java that runs Maven
   * @param givenJdk the JDK that the user names, to be used in its place
   * @param extraModules asked for by the user, besides those that are found
   */
  record Jlink(Path runningJdk, Optional<Path> givenJdk, List<String> extraModules)
      implements RuntimeChoice {
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
