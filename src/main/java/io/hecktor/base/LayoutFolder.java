package io.hecktor.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hecktor.HecktorException;
import io.hecktor.oci.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder of an image layout, opened for reading.
 *
 * @param folder the layout's root
 * @param problems names the layout
 */
record LayoutFolder(Path folder, BaseProblems problems) implements Documents {

  private static final String MARKER = "oci-layout";
  private static final String ADVICE =
      "Write one with `skopeo copy docker://IMAGE oci:DIR`, or name the folder that holds `"
          + MARKER
          + "`.";

  /** Checks that the folder is a layout, of the version that is known. */
  static LayoutFolder open(Path folder, BaseProblems problems) throws HecktorException {
    if (!Files.isDirectory(folder)) {
      throw problems.missing("an image layout's folder", ADVICE);
    } else if (!Files.isRegularFile(folder.resolve(MARKER))) {
      throw problems.notAnImage("it has no file `" + MARKER + "`", ADVICE);
    }
    LayoutFolder layout = new LayoutFolder(folder, problems);
    layout.checkVersion();
    return layout;
  }

  private void checkVersion() throws HecktorException {
    try {
      ObjectNode node = Json.object(read(MARKER, MARKER), MARKER);
      String version = node.path("imageLayoutVersion").asText("");
      if (!version.startsWith("1.")) {
        throw problems.notAnImage("its layout has the version `" + version + "`", ADVICE);
      }
    } catch (IOException e) {
      throw problems.damaged(MARKER, e);
    }
  }

  /** The file that a path leads to. */
  Path file(String path, String namedBy) throws HecktorException {
    Path file = folder.resolve(path);
    if (!Files.isRegularFile(file)) {
      throw problems.absent(path, namedBy);
    }
    return file;
  }

  @Override
  public byte[] read(String path, String namedBy) throws HecktorException {
    try (InputStream in = Files.newInputStream(file(path, namedBy))) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw problems.tooLarge(path, LIMIT);
      } else if (LargeFilePointer.begins(bytes)) {
        throw problems.largeFilePointer(path);
      }
      return bytes;
    } catch (IOException e) {
      throw problems.unreadable(e);
    }
  }
}
