package io.hecktor.layer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hecktor.oci.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The files of a layer that tell which packages a base consists of, as they are: the databases of
 * dpkg (also the one in pieces that images without a package manager have) and apk, and what the
 * system calls itself.
 *
 * @param texts contents by path, relative to the root
 * @param unread databases that are there but of a form that is not read, such as rpm's, or too
 *     large
 */
public record PackageFiles(Map<String, String> texts, Set<String> unread) {

  private static final Pattern READ =
      Pattern.compile(
          "var/lib/dpkg/status|var/lib/dpkg/status\\.d/[^/]+|(usr/)?lib/apk/db/installed"
              + "|(etc|usr/lib)/os-release");
  private static final Pattern CHECK_SUMS = Pattern.compile(".*\\.md5sums");
  private static final Pattern UNREAD =
      Pattern.compile(
          "(var/lib/rpm|usr/share/rpm|usr/lib/sysimage/rpm)/(Packages|Packages\\.db|rpmdb\\.sqlite)"
              + "|var/lib/pacman/local/ALPM_DB_VERSION");

  /** What one layer's files may hold; the largest database seen, of a desktop, has 5 MiB. */
  private static final long MAX_BYTES = 16L << 20;

  private static final int MAX_FILES = 20_000;

  /** Copies the collections, sorted. */
  public PackageFiles {
    texts = java.util.Collections.unmodifiableMap(new TreeMap<>(texts));
    unread = java.util.Collections.unmodifiableSet(new TreeSet<>(unread));
  }

  byte[] format() {
    ObjectNode node = Json.newObject();
    ObjectNode files = node.putObject("texts");
    texts.forEach(files::put);
    ArrayNode others = node.putArray("unread");
    unread.forEach(others::add);
    return Json.compact(node);
  }

  static PackageFiles parse(byte[] record) throws IOException {
    ObjectNode node = Json.object(record, "a layer's packages");
    Map<String, String> texts = new TreeMap<>();
    node.path("texts").properties().forEach(e -> texts.put(e.getKey(), e.getValue().asText()));
    Set<String> unread = new TreeSet<>();
    node.path("unread").forEach(path -> unread.add(path.asText()));
    return new PackageFiles(texts, unread);
  }

  /** Gathers them from a layer that passes by; hostile ones cost no more than a bound. */
  static final class Gatherer {

    private final Map<String, String> texts = new TreeMap<>();
    private final Set<String> unread = new TreeSet<>();
    private long bytes;

    /** Looks at a regular file; its content is read where it is wanted. */
    void see(String path, long sizeBytes, InputStream content) throws IOException {
      if (UNREAD.matcher(path).matches()) {
        unread.add(path);
      } else if (READ.matcher(path).matches() && !CHECK_SUMS.matcher(path).matches()) {
        texts.remove(path);
        if (bytes + sizeBytes > MAX_BYTES || texts.size() >= MAX_FILES) {
          unread.add(path);
          return;
        }
        bytes += sizeBytes;
        texts.put(path, new String(content.readAllBytes(), StandardCharsets.UTF_8));
      }
    }

    PackageFiles gathered() {
      return new PackageFiles(texts, unread);
    }
  }
}
