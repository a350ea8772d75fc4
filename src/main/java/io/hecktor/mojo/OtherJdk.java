package io.hecktor.mojo;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.toolchain.Toolchain;
import org.apache.maven.toolchain.ToolchainManager;
import org.jspecify.annotations.Nullable;

/** JDKs besides the one that runs Maven. */
final class OtherJdk {

  private OtherJdk() {}

  /** The one that is named, or else the first in the user's toolchains that is another. */
  static Optional<Path> find(
      @Nullable String named, Path folder, MavenSession session, ToolchainManager toolchains) {
    if (named != null && !named.isBlank()) {
      return Optional.of(folder.resolve(named.trim()));
    }
    return first(toolchains.getToolchains(session, "jdk", Map.of()), running());
  }

  /** The one that the build's tools are told to take, by the toolchains plugin. */
  static Optional<Path> ofBuild(MavenSession session, ToolchainManager toolchains) {
    return Optional.ofNullable(toolchains.getToolchainFromBuildContext("jdk", session))
        .flatMap(OtherJdk::home);
  }

  private static Optional<Path> home(Toolchain toolchain) {
    return Optional.ofNullable(toolchain.findTool("java"))
        .map(java -> Path.of(java).toAbsolutePath().resolve("../..").normalize());
  }

  private static Path running() {
    return Path.of(System.getProperty("java.home"));
  }

  static Optional<Path> first(List<Toolchain> toolchains, Path running) {
    return toolchains.stream()
        .flatMap(toolchain -> home(toolchain).stream())
        .filter(home -> !isSame(home, running))
        .findFirst();
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return one.toRealPath().equals(other.toRealPath());
    } catch (java.io.IOException e) {
      return true; // It is not there, so it is no JDK to run.
    }
  }
}
