package io.hecktor.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The machine that the tests run on, as far as it decides whether a test can run.
 *
 * @param ci whether this is a continuous-integration run, where nothing may be missing
 * @param userId the numeric id of the user, 0 for root, -1 where the system has no such ids
 * @param searchPath the folders that programs are looked up in
 */
record Machine(boolean ci, int userId, List<Path> searchPath) {

  Machine {
    searchPath = List.copyOf(searchPath);
  }

  /** This machine. Folders of system programs are searched even when PATH lacks them. */
  static Machine current() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    List<Path> folders =
        Stream.concat(Stream.of(path.split(File.pathSeparator)), Stream.of("/usr/sbin", "/sbin"))
            .filter(folder -> !folder.isEmpty())
            .map(Path::of)
            .toList();
    return new Machine("true".equals(System.getenv("CI")), currentUserId(), folders);
  }

  Optional<Path> find(String program) {
    return searchPath.stream()
        .map(folder -> folder.resolve(program))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  /** Ends the test here: as a failure on CI, as skipped elsewhere. */
  <T> T lacks(String what) {
    if (ci) {
      throw new AssertionError(what + " On CI this is a failure: `.ci/run` must provide it.");
    }
    return Assumptions.abort(what + " The test is skipped.");
  }

  private static int currentUserId() {
    Path self = Path.of("/proc/self");
    try {
      return Files.exists(self) ? (Integer) Files.getAttribute(self, "unix:uid") : -1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
