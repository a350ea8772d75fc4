package org.example.petct.task;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;
import org.example.petct.InferenceException;
import org.example.petct.image.MaskWriter;
import org.example.petct.image.MetaImage;

/**
 * Writes outputs, each whole or not at all: to a name beside it, then moved into place.
 *
 * @param folder the output folder
 * @param progress takes a line per file
 */
public record Outputs(Path folder, Consumer<String> progress) {

  /** Writes a mask with the geometry of an image. */
  public void mask(String name, MetaImage like, byte[] labels) throws InferenceException {
    write(name, MaskWriter.encode(like, labels));
  }

  /** Writes a bare JSON value: a number, {@code true}, or a quoted word. */
  public void json(String name, String value) throws InferenceException {
    write(name, (value + "\n").getBytes(StandardCharsets.UTF_8));
    progress.accept(name + ": " + value);
  }

  private void write(String name, byte[] content) throws InferenceException {
    Path target = folder.resolve(name);
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
          "Check the output folder's permissions and free space",
          e);
    }
    progress.accept("Wrote " + name);
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
