package @package@;

import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a case's outputs, as the platform reads them. */
record Outputs(Path folder) {

  /**
   * Writes a mask.
   *
   * @param path the folder that holds the one image
   * @param like the image whose place in space the mask takes over
   * @param labels one for each of its voxels, x fastest
   */
  void mask(String path, MetaImage like, byte[] labels) throws IOException {
    write(path + "/output.mha", like.mask(labels));
  }

  /** Writes a finite number, which is the whole file. */
  void number(String path, double value) throws IOException {
    if (!Double.isFinite(value)) {
      throw new IOException(path + " would hold " + value + ", which is no number for JSON.");
    }
    json(path, new JsonPrimitive(value));
  }

  /** Writes {@code true} or {@code false}, which is the whole file. */
  void truth(String path, boolean value) throws IOException {
    json(path, new JsonPrimitive(value));
  }

  /** Writes a string in its quotes, which is the whole file. */
  void text(String path, String value) throws IOException {
    json(path, new JsonPrimitive(value));
  }

  private void json(String path, JsonPrimitive value) throws IOException {
    write(path, (value + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private void write(String path, byte[] content) throws IOException {
    Path file = folder.resolve(path);
    // The check comes first: on Java 17 createDirectories refuses a link to a folder.
    if (!Files.isDirectory(file.getParent())) {
      Files.createDirectories(file.getParent());
    }
    Files.write(file, content);
  }
}
