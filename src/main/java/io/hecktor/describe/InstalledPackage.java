package io.hecktor.describe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A package of a Linux distribution.
 *
 * @param manager {@code deb} or {@code apk}, as package URLs call it
 * @param name such as {@code libc6}
 * @param version as the distribution writes it
 * @param architecture such as {@code amd64}; empty where it is not said
 */
record InstalledPackage(String manager, String name, String version, String architecture) {

  /** A paragraph of more is no package's. */
  private static final int MAX_FIELD_LENGTH = 4096;

  /**
   * The packages that a database of dpkg's form tells as installed.
   *
   * @see <a href="https://man7.org/linux/man-pages/man5/deb-control.5.html">deb-control(5)</a>
   */
  static List<InstalledPackage> ofDpkg(String status) {
    List<InstalledPackage> all = new ArrayList<>();
    for (Map<String, String> fields : paragraphs(status, ": ?")) {
      String state = fields.getOrDefault("Status", "install ok installed");
      if (state.endsWith(" installed")) {
        add(all, "deb", fields, List.of("Package", "Version", "Architecture"));
      }
    }
    return all;
  }

  /**
   * The packages of apk's database.
   *
   * @see <a href="https://wiki.alpinelinux.org/wiki/Apk_spec">Alpine Linux, Apk spec</a>
   */
  static List<InstalledPackage> ofApk(String installed) {
    List<InstalledPackage> all = new ArrayList<>();
    for (Map<String, String> fields : paragraphs(installed, ":")) {
      add(all, "apk", fields, List.of("P", "V", "A"));
    }
    return all;
  }

  private static void add(
      List<InstalledPackage> all, String manager, Map<String, String> fields, List<String> keys) {
    String name = fields.getOrDefault(keys.get(0), "");
    String version = fields.getOrDefault(keys.get(1), "");
    if (!name.isEmpty() && !version.isEmpty()) {
      all.add(new InstalledPackage(manager, name, version, fields.getOrDefault(keys.get(2), "")));
    }
  }

  /** Only what is asked for is kept: a database holds descriptions and lists of files, too. */
  private static List<Map<String, String>> paragraphs(String text, String separator) {
    Set<String> kept = Set.of("Package", "Status", "Version", "Architecture", "P", "V", "A");
    List<Map<String, String>> all = new ArrayList<>();
    Map<String, String> fields = new LinkedHashMap<>();
    for (String line : (Iterable<String>) text.lines()::iterator) {
      if (line.isBlank()) {
        all.add(fields);
        fields = new LinkedHashMap<>();
      } else if (line.length() <= MAX_FIELD_LENGTH) {
        String[] parts = line.split(separator, 2);
        if (parts.length == 2 && kept.contains(parts[0])) {
          fields.put(parts[0], parts[1].strip());
        }
      }
    }
    all.add(fields);
    return all;
  }
}
