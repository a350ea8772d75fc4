package io.hecktor.jre;

import io.hecktor.EnvironmentException;
import io.hecktor.ErrorCode;
import io.hecktor.HecktorException;
import io.hecktor.Problem;
import io.hecktor.ProjectException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The JDK that goes into the image and the JDK whose programs put it there. On linux/amd64 they are
 * one; elsewhere the JDK that runs Maven links the packaged modules of a JDK for Linux.
 *
 * @param target for linux/amd64; its modules go into the image
 * @param tools runs on this machine
 */
public record Toolchain(Jdk target, Jdk tools) {

  /** Files of a JDK that no run-time image holds; the largest of them also change at whim. */
  private static final Set<String> NOT_LINKED = Set.of("src.zip", "ct.sym");

  private static final Set<String> LINKED_FOLDERS = Set.of("bin", "conf", "legal", "lib");

  /**
   * Chooses what to link from and with.
   *
   * @param running the JDK that runs Maven
   * @param given the value of {@code hecktor.jdk}
   * @throws EnvironmentException if this is not linux/amd64 and no JDK is given
   * @throws ProjectException if the given JDK is for another platform, or cannot be linked here
   */
  public static Toolchain choose(Jdk running, Optional<Jdk> given) throws HecktorException {
    Jdk target = given.orElse(running);
    if (!target.isLinuxAmd64()) {
      throw given.isPresent() ? givenIsForeign(target) : runningIsForeign(target);
    }
    Jdk tools = running.isLinuxAmd64() ? target : running;
    if (!tools.equals(target)) {
      requireLinkable(target, tools);
    }
    return new Toolchain(target, tools);
  }

  private static ProjectException givenIsForeign(Jdk jdk) {
    return new ProjectException(
        new Problem(
            ErrorCode.JDK_FOREIGN,
            "The JDK of `hecktor.jdk` is for " + jdk.platform() + ".",
            "The image is always linux/amd64 with glibc, so its run-time image is, too.",
            "Give a JDK for Linux on x86-64: `-Dhecktor.jdk=/path/to/jdk`."));
  }

  private static EnvironmentException runningIsForeign(Jdk jdk) {
    return new EnvironmentException(
        new Problem(
            ErrorCode.JDK_FOREIGN,
            "The JDK that runs Maven is for " + jdk.platform() + ".",
            "The image is always linux/amd64 with glibc, so its run-time image is, too.",
            "Unpack a Java "
                + jdk.feature()
                + " JDK for Linux on x86-64 that has a folder `jmods` and name it:"
                + " `-Dhecktor.jdk=/path/to/jdk`."));
  }

  /** jlink refuses modules of another version than its own. */
  private static void requireLinkable(Jdk target, Jdk tools) throws ProjectException {
    if (target.feature() != tools.feature() || !target.hasJmods()) {
      throw new ProjectException(
          new Problem(
              ErrorCode.JDK_NOT_LINKABLE,
              "The JDK of `hecktor.jdk` is Java "
                  + target.feature()
                  + (target.hasJmods() ? "" : " without a folder `jmods`")
                  + ", and the JDK that runs Maven is Java "
                  + tools.feature()
                  + ".",
              "On " + tools.platform() + " only jlink of the same version can link its `jmods`.",
              "Give a Java "
                  + tools.feature()
                  + " JDK for Linux on x86-64 with its `jmods`: `-Dhecktor.jdk=/path/to/jdk`."));
    }
  }

  /** Whether the modules come from another JDK than the one whose jlink runs. */
  boolean crosses() {
    return !target.home().equals(tools.home());
  }

  ExternalTool tool(String name, Duration limit) throws EnvironmentException {
    Path program =
        tools
            .findProgram(name)
            .orElseThrow(
                () ->
                    new EnvironmentException(
                        new Problem(
                            ErrorCode.TOOL_MISSING,
                            "The Java in `"
                                + tools.home().getFileName()
                                + "` has no `"
                                + name
                                + "`.",
                            "The run-time image is made with this program.",
                            "Install a whole JDK, such as Debian's `openjdk-17-jdk-headless`, and"
                                + " name it: `-Dhecktor.jdk=/path/to/jdk`.")));
    return new ExternalTool(program, limit);
  }

  /**
   * The files whose contents decide what {@link Jlink} makes of a set of modules: the keys of a
   * cache. Packaged modules hold all that goes into the image; without them (JEP 493) it comes from
   * the JDK's own folders.
   *
   * @return existing regular files, sorted, each once
   * @see <a href="https://openjdk.org/jeps/493">JEP 493</a>
   */
  public List<Path> inputs() throws IOException {
    Stream<Path> releases =
        Stream.of(target, tools).map(jdk -> jdk.home().resolve("release")).distinct();
    return Stream.concat(releases, linkedFiles().stream()).sorted().toList();
  }

  private List<Path> linkedFiles() throws IOException {
    Path top = target.hasJmods() ? target.jmods() : target.home();
    try (Stream<Path> files = Files.walk(top)) {
      return files.filter(this::isLinked).filter(Files::isRegularFile).toList();
    }
  }

  private boolean isLinked(Path file) {
    String name = file.getFileName().toString();
    String folder = target.home().relativize(file).getName(0).toString();
    return folder.equals("jmods")
        || (LINKED_FOLDERS.contains(folder)
            && !NOT_LINKED.contains(name)
            && !name.endsWith(".jsa"));
  }
}
