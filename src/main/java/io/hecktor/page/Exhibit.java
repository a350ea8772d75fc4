package io.hecktor.page;

import io.hecktor.picture.Picture;
import java.util.List;
import java.util.Optional;

/**
 * What a case left, as far as it can be shown on a page.
 *
 * @param caseName named as its folder
 * @param picture of its mask, where the task asks for one
 * @param values of its JSON outputs
 * @param logs the ends of its output streams
 */
public record Exhibit(
    String caseName, Optional<Picture> picture, List<Excerpt> values, List<Excerpt> logs) {

  /** Copies the lists. */
  public Exhibit {
    values = List.copyOf(values);
    logs = List.copyOf(logs);
  }

  /**
   * Text of a file.
   *
   * @param name of the file
   * @param text as it stands there, or the end of it
   */
  public record Excerpt(String name, String text) {}
}
