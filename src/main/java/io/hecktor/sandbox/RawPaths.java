package io.hecktor.sandbox;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Paths whose names are UTF-8 on the disk, whatever the locale. In the C locale {@link Path#of} has
 * no way to say {@code é}, which occurs in every image with CA certificates; from a URI Java takes
 * the bytes as they are.
 */
final class RawPaths {

  private RawPaths() {}

  /** The folder's child of that name; the name holds no slash. */
  static Path child(Path folder, String name) {
    return isAscii(name) ? folder.resolve(name) : folder.resolve(relative(name));
  }

  /** A link's target, absolute or not; Java drops slashes that are doubled or at its end. */
  static Path target(String target) {
    if (isAscii(target)) {
      return Path.of(target);
    }
    return target.startsWith("/") ? absolute(target) : relative(target);
  }

  private static Path relative(String name) {
    Path absolute = absolute("/" + name);
    return absolute.subpath(0, absolute.getNameCount());
  }

  private static Path absolute(String path) {
    StringBuilder uri = new StringBuilder("file://");
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      uri.append(b == '/' ? "/" : String.format(Locale.ROOT, "%%%02X", b & 0xff));
    }
    return Path.of(URI.create(uri.toString()));
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }
}
