package io.hecktor.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every engine of this machine against every row, as the user who runs the tests. */
class EnginesIT {

  private static Path folder;
  private static Path rootfs;
  private static List<Engine> engines;

  @BeforeAll
  static void prepare() throws IOException {
    folder = Files.createTempDirectory("engines");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    rootfs = ActorRootfs.create(folder);
    engines = Engines.all(Host.of(folder.resolve("trials"), System.getenv()));
  }

  @AfterAll
  static void remove() throws IOException {
    EngineBench.delete(folder);
  }

  static Stream<Arguments> rows() {
    return Stream.of("unshare", "bwrap", "crun", "runc", "podman")
        .flatMap(engine -> EngineRow.all().stream().map(row -> arguments(engine, row)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("rows")
  void judgesAlikeOnEveryEngine(String engine, EngineRow row) throws IOException {
    row.runOn(engine(engine), rootfs, Files.createTempDirectory(folder, engine));
  }

  @Test
  void countsWithoutStrace() throws IOException {
    Host host = withoutStrace();
    RunObservation seen =
        new EngineBench(new UnshareEngine(host), rootfs, folder.resolve("counted")).run("dns");

    assertThat(seen.network().exactness()).isEqualTo(Exactness.COUNTED);
    assertThat(seen.network().count()).isPositive();
    assertThat(seen.writes().exactness()).isEqualTo(Exactness.NOT_SEEN);
    assertThat(seen.ending().exitCode()).isZero();
  }

  @Test
  void doesNotCountLoopbackWithoutStrace() throws IOException {
    RunObservation seen =
        new EngineBench(new UnshareEngine(withoutStrace()), rootfs, folder.resolve("loopback"))
            .run("loopback");

    assertThat(seen.network().exactness()).isEqualTo(Exactness.COUNTED);
    assertThat(seen.network().count()).isZero();
  }

  @Test
  void leavesNoFileOfARunBehind() throws IOException {
    Path here = folder.resolve("clean");
    new EngineBench(engine("unshare"), rootfs, here).run("must-touch", "/tmp/file");

    assertThat(here.resolve("run0/scratch")).doesNotExist();
    assertThat(here.resolve("run0/output")).isEmptyDirectory();
  }

  private static Engine engine(String name) {
    Engine engine =
        engines.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    if (engine.availability() instanceof Availability.Fails fails) {
      String why = name + " does not work here: " + fails.reason();
      Assumptions.assumeFalse(System.getenv("CI") == null, why);
      throw new AssertionError(why);
    }
    return engine;
  }

  private static Host withoutStrace() throws IOException {
    Path programs = Files.createTempDirectory(folder, "programs");
    Host full = Host.of(folder.resolve("trials"), System.getenv());
    for (String name :
        List.of(
            "unshare", "setpriv", "mount", "umount", "mkfifo", "env", "ip", "hostname", "cat")) {
      if (full.find(name).isPresent()) {
        Files.createSymbolicLink(programs.resolve(name), full.find(name).get());
      }
    }
    return new Host(full.uid(), full.gid(), full.scratch(), List.of(programs), Map.of());
  }
}
