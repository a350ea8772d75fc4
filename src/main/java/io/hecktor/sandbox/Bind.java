package io.hecktor.sandbox;

import java.nio.file.Path;

/**
 * A folder or file of the host that the container sees, such as a model that is uploaded apart.
 *
 * @param source on the host
 * @param target absolute in the container
 * @param writable whether the container may write to it, too
 */
public record Bind(Path source, String target, boolean writable) {

  /** One that the container sees read-only. */
  public Bind(Path source, String target) {
    this(source, target, false);
  }
}
