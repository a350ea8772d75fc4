package io.hecktor.describe;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a system calls itself.
 *
 * @param id such as {@code ubuntu}
 * @param version such as {@code 22.04}; empty for rolling ones
 * @param name such as {@code Ubuntu 22.04.5 LTS}
 * @see <a href="https://www.freedesktop.org/software/systemd/man/os-release.html">os-release</a>
 */
record OsRelease(String id, String version, String name) {

  static OsRelease parse(String text) {
    Map<String, String> all = new TreeMap<>();
    for (String line : (Iterable<String>) text.lines()::iterator) {
      String[] parts = line.split("=", 2);
      if (parts.length == 2) {
        all.put(parts[0].strip(), parts[1].strip().replaceAll("^([\"'])(.*)\\1$", "$2"));
      }
    }
    String id = all.getOrDefault("ID", "linux");
    return new OsRelease(
        id, all.getOrDefault("VERSION_ID", ""), all.getOrDefault("PRETTY_NAME", id));
  }
}
