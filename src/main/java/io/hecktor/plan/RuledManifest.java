package io.hecktor.plan;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * A jar's manifest without the lines that name the JDK that ran Maven. Maven's archiver writes them
 * for people, also where a toolchain gives the compiler; no Java reads them.
 *
 * @see <a href="https://docs.oracle.com/en/java/javase/17/docs/specs/jar/jar.html">JAR File
 *     Specification, Name-Value pairs and Sections</a>
 */
final class RuledManifest {

  private static final Set<String> LEFT_OUT =
      Set.of("build-jdk", "build-jdk-spec", "build-tool-jdk-spec");

  private RuledManifest() {}

  /** All other bytes stay as they are. */
  static byte[] of(byte[] manifest) {
    StringBuilder kept = new StringBuilder();
    boolean main = true;
    boolean drops = false;
    for (String line : new String(manifest, StandardCharsets.ISO_8859_1).split("(?<=\n)", -1)) {
      main &= !line.isBlank();
      drops = main && (line.startsWith(" ") ? drops : LEFT_OUT.contains(name(line)));
      if (!drops) {
        kept.append(line);
      }
    }
    return kept.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String name(String line) {
    int colon = line.indexOf(':');
    return colon < 0 ? "" : line.substring(0, colon).toLowerCase(Locale.ROOT);
  }
}
