package io.hecktor.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The shell scripts that run in the new namespaces before the program; resources of the plugin. */
enum SetupScript {
  OUTER("outer.sh"),
  INNER("inner.sh");

  private final String text;

  SetupScript(String resource) {
    try (InputStream in = SetupScript.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is not in the plugin");
      }
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The script, to be given to {@code sh -c}: no file of it has to be reachable. */
  String text() {
    return text;
  }
}
