package io.hecktor.plan;

import java.util.List;

/**
 * Where an image's Java was taken from, as its own files tell it.
 *
 * @param source {@code jlink}, {@code base} or {@code folder}
 * @param vendor such as {@code Eclipse Adoptium}; empty where it is not known
 * @param version such as {@code 17.0.15+6}; empty where it is not known
 * @param modules of the run-time image; empty where they are not known
 * @param description all that in a few words, for people
 */
public record JavaOrigin(
    String source, String vendor, String version, List<String> modules, String description) {

  /** Copies the list. */
  public JavaOrigin {
    modules = List.copyOf(modules);
  }

  /** The Java that the base brings. */
  public static JavaOrigin ofBase() {
    return new JavaOrigin("base", "", "", List.of(), "the base's own");
  }
}
