package io.hecktor.plan;

import java.util.List;

/**
 * The Java of an image.
 *
 * @param executable absolute path of {@code java} in the image
 * @param featureVersion such as 17, or 0 where it is not known
 * @param entries what is layered; empty where the base brings it
 * @param description vendor and version for people and records
 */
public record JavaRuntime(
    String executable, int featureVersion, List<LayerEntry> entries, String description) {

  /** Copies the list. */
  public JavaRuntime {
    entries = List.copyOf(entries);
  }
}
