package io.hecktor.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Runs all rows on one engine as whoever starts it, in a process of its own, because a Java process
 * can't change its user.
 */
final class OrdinaryUserRows {

  private OrdinaryUserRows() {}

  /**
   * Prints a line for each row.
   *
   * @param words engine, rootfs, folder for the runs, search path
   */
  public static void main(String[] words) throws Exception {
    Path folder = Path.of(words[2]);
    Host host = Host.of(folder.resolve("trials"), Map.of("PATH", words[3]));
    Engine engine = Engines.choose(words[0], host).engine();
    for (EngineRow row : EngineRow.all()) {
      try {
        row.runOn(engine, Path.of(words[1]), Files.createTempDirectory(folder, "row"));
        System.out.println("ok " + row);
      } catch (AssertionError e) {
        System.out.println("failed " + row + ": " + e.getMessage());
      }
    }
  }
}
