package io.hecktor.layer;

import io.hecktor.oci.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files of a layer with the SHA-256 of what they hold.
 *
 * @param files in the tar's order
 */
public record LayerListing(List<File> files) {

  /** Copies the list. */
  public LayerListing {
    files = List.copyOf(files);
  }

  /**
   * A regular file, or a link.
   *
   * @param path relative to the root, without a slash at either end
   * @param sizeBytes of the content; of a link, 0
   * @param sha256 of the content; of a link, that of its target's name
   */
  public record File(String path, long sizeBytes, Digest sha256) {}

  /** The files by their paths, each of which begins with a slash. */
  public Map<String, File> byPath() {
    Map<String, File> all = new LinkedHashMap<>();
    files.forEach(file -> all.put("/" + file.path(), file));
    return all;
  }

  /** A digest of the names and contents of the files below a folder, such as {@code /opt/java}. */
  public Digest tree(String folder) {
    MessageDigest sha256 = Digest.sha256();
    byPath()
        .forEach(
            (path, file) -> {
              if (path.startsWith(folder + "/")) {
                String line = file.sha256().hex() + " " + path.substring(folder.length()) + "\0";
                sha256.update(line.getBytes(StandardCharsets.UTF_8));
              }
            });
    return Digest.of(sha256);
  }
}
