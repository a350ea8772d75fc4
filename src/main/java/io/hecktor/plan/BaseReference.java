package io.hecktor.plan;

import java.nio.file.Path;

/** Where the base image comes from, as the user said it. */
public sealed interface BaseReference {

  /** As the user wrote it, for messages and records. */
  String text();

  /**
   * An image in a registry.
   *
   * @param text such as {@code registry/name:tag@sha256:…}
   */
  record Registry(String text) implements BaseReference {}

  /**
   * A docker-save or OCI archive, gzipped or not.
   *
   * @param text as written
   * @param file absolute
   */
  record Archive(String text, Path file) implements BaseReference {}

  /**
   * An image layout's folder.
   *
   * @param text as written
   * @param folder absolute
   */
  record Layout(String text, Path folder) implements BaseReference {}

  /** The C and C++ run-time libraries of this machine, for trying things out. */
  record Host() implements BaseReference {
    @Override
    public String text() {
      return "host";
    }
  }
}
