package io.hecktor.scaffold;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A file that the project should have. */
final class PlannedFile {

  private final String path;
  private final byte[] bytes;

  /**
   * A file of these bytes.
   *
   * @param path from the project's folder on, with slashes
   */
  PlannedFile(String path, byte[] bytes) {
    this.path = path;
    this.bytes = bytes.clone();
  }

  static PlannedFile text(String path, String text) {
    return new PlannedFile(path, text.getBytes(StandardCharsets.UTF_8));
  }

  String path() {
    return path;
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes);
  }

  /** The content, where it is text. */
  String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
