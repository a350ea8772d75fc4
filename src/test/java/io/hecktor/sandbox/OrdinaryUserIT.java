package io.hecktor.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.hecktor.testing.RealTool;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same rows as {@link EnginesIT}, run by root as nobody. */
class OrdinaryUserIT {

  private static final int NOBODY = 65534;

  private static Path folder;
  private static Path rootfs;
  private static String classPath;

  @BeforeAll
  static void prepare() throws IOException {
    RealTool.requireRoot();
    folder = Files.createTempDirectory("ordinary");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    rootfs = ActorRootfs.create(folder);
    classPath = readableClassPath();
    giveAway(rootfs);
  }

  @AfterAll
  static void remove() throws IOException {
    if (folder != null) {
      EngineBench.delete(folder);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"unshare", "bwrap", "crun", "podman"})
  void judgesAlikeAsAnOrdinaryUser(String engine) throws IOException {
    Path runs = Files.createTempDirectory(folder, engine);
    giveAway(runs);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String output =
        new RealTool("setpriv", "util-linux")
            .command("--reuid", NOBODY, "--regid", NOBODY, "--clear-groups", "--")
            .with(java, "-cp", classPath, OrdinaryUserRows.class.getName())
            .with(engine, rootfs, runs, "/usr/bin:/bin:/usr/sbin:/sbin")
            .within(Duration.ofMinutes(5))
            .succeed()
            .stdout();

    assertThat(output.lines().filter(line -> line.startsWith("failed"))).isEmpty();
    assertThat(output.lines().filter(line -> line.startsWith("ok"))).hasSameSizeAs(EngineRow.all());
  }

  @ParameterizedTest
  @ValueSource(strings = {"unshare", "bwrap", "crun", "podman"})
  void showsTheGpuToAnOrdinaryUser(String engine) throws IOException {
    Path here = Files.createTempDirectory(folder, "gpu");
    Path cdi = StandInGpu.create(here, folder.resolve("actor.c"));
    giveAway(here);
    Files.setPosixFilePermissions(here, PosixFilePermissions.fromString("rwxr-xr-x"));
    String output =
        new RealTool("setpriv", "util-linux")
            .command("--reuid", NOBODY, "--regid", NOBODY, "--clear-groups", "--")
            .with(Path.of(System.getProperty("java.home"), "bin", "java"))
            .with("-cp", classPath, StandInGpu.class.getName(), engine, rootfs, cdi, here)
            .within(Duration.ofMinutes(2))
            .succeed()
            .stdout();

    assertThat(output).contains("saw the GPU");
  }

  /** A home directory's repository may be closed to others. */
  private static String readableClassPath() throws IOException {
    List<String> copies = new ArrayList<>();
    Path target = Files.createDirectories(folder.resolve("class-path"));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path source = Path.of(entry);
      // An empty entry stands for the folder that the tests run in, and they need nothing there.
      if (!entry.isEmpty() && Files.exists(source)) {
        Path copy = target.resolve(copies.size() + "-" + source.getFileName());
        copy(source, copy);
        copies.add(copy.toString());
      }
    }
    return String.join(File.pathSeparator, copies);
  }

  private static void copy(Path source, Path copy) throws IOException {
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(source.relativize(file).toString()));
      }
    }
  }

  private static void giveAway(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.toList()) {
        Files.setAttribute(file, "unix:uid", NOBODY);
      }
    }
  }
}
