package org.example.hecktor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes an output whole or not at all: to a name beside it, then moved into place. */
final class OutputFile {
  private OutputFile() {}

  static void write(Path target, byte[] content) throws InferenceException {
    Path part = target.resolveSibling("." + target.getFileName() + ".part");
    try {
      createFolder(target.getParent());
      Files.write(part, content);
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      discard(part, e);
      throw new InferenceException(
          target,
          "cannot be written (" + e.getClass().getSimpleName() + ")",
          "Check the output directory's permissions and free space",
          e);
    }
  }

  /** The check comes first: on Java 17 {@code createDirectories} refuses a link to a directory. */
  private static void createFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
    }
  }

  private static void discard(Path part, IOException failure) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
