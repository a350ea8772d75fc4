package io.hecktor.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The JDKs of this machine. */
public final class JdksAtHand {

  private JdksAtHand() {}

  /** The home of the one that runs the tests. */
  public static Path running() {
    return Path.of(System.getProperty("java.home"));
  }

  /** The home of another beside it; skips the test where there is none. */
  public static Path other() {
    Path folder = running().toAbsolutePath().getParent();
    try (Stream<Path> jdks = Files.list(folder)) {
      List<Path> others =
          jdks.filter(jdk -> Files.isExecutable(jdk.resolve("bin/jlink")))
              .filter(jdk -> !isRunning(jdk))
              .sorted(Comparator.reverseOrder())
              .toList();
      Assumptions.assumeTrue(!others.isEmpty(), "no second JDK beside " + running());
      return others.get(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isRunning(Path jdk) {
    try {
      return Files.isSameFile(jdk, running());
    } catch (IOException e) {
      return true;
    }
  }
}
