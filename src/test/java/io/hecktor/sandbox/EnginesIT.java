package io.hecktor.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.hecktor.HecktorException;
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
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(strings = {"unshare", "bwrap", "crun", "runc", "podman"})
  void showsTheGpuThatACdiFileDescribes(String engine) throws IOException, HecktorException {
    Path here = Files.createTempDirectory(folder, "gpu");
    Files.setPosixFilePermissions(here, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path cdi = StandInGpu.create(here, folder.resolve("actor.c"));
    engine(engine);
    Engine watched = StandInGpu.engine(engine, here);
    StandInGpu.check(watched, rootfs, cdi, here);
  }

  @ParameterizedTest
  @ValueSource(strings = {"unshare", "bwrap", "crun", "podman"})
  void endsARunWhenEnoughWasSeen(String engine) throws IOException {
    Path here = Files.createTempDirectory(folder, "enough");
    Path stdout = here.resolve("run0/stdout");
    RunObservation seen =
        new EngineBench(engine(engine), rootfs, here)
            .stream(1 << 16)
                .endingWhen(() -> stdout.toFile().length() > 0)
                .run("flood", "1000000000");

    assertThat(seen.ending().timedOut()).isFalse();
    assertThat(seen.ending().exitCode()).isNotZero();
  }

  @Test
  void countsWithoutStrace() throws IOException {
    Host host = withoutStrace();
    RunObservation seen =
        new EngineBench(new UnshareEngine(host), rootfs, folder.resolve("counted")).run("dns");

    assertThat(new UnshareEngine(host).shortfall().orElseThrow().fix()).contains("strace");
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
  void triesAnEngineOnceUntilSomethingChanges() throws IOException {
    Path programs = Files.createTempDirectory(folder, "logged");
    Path log = programs.resolve("log");
    Path real = Host.of(folder, System.getenv()).find("unshare").orElseThrow();
    Path unshare = Files.writeString(programs.resolve("unshare"), script(log, real));
    Files.setPosixFilePermissions(unshare, PosixFilePermissions.fromString("rwxr-xr-x"));
    Map<String, String> variables = Map.of("PATH", programs + ":" + System.getenv("PATH"));
    Host host = Host.of(folder.resolve("trials-once"), variables);

    Availability first = new UnshareEngine(host).availability();
    long calls = lines(log);
    Availability second = new UnshareEngine(host).availability();
    assertThat(first.works()).isTrue();
    assertThat(second).isEqualTo(first);
    assertThat(calls).isPositive();
    assertThat(lines(log)).isEqualTo(calls);

    Files.writeString(unshare, script(log, real) + "# another version\n");
    assertThat(new UnshareEngine(host).availability()).isEqualTo(first);
    assertThat(lines(log)).isGreaterThan(calls);
  }

  private static String script(Path log, Path real) {
    return "#!/bin/sh\necho called >>" + log + "\nexec " + real + " \"$@\"\n";
  }

  private static long lines(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file).size() : 0;
  }

  @Test
  void forgetsATrialWhenARunCannotBeSetUp() throws IOException {
    Host host = withoutStrace();
    Host own = new Host(host.uid(), host.gid(), folder.resolve("t"), host.searchPath(), Map.of());
    assertThat(new UnshareEngine(own).availability().works()).isTrue();
    assertThat(new PastTrials(own).recall("unshare")).isPresent();
    // A rootfs without the working directory.
    Path broken = Files.createDirectory(folder.resolve("broken"));
    Files.createDirectory(broken.resolve("bin"));
    Files.copy(rootfs.resolve("bin/actor"), broken.resolve("bin/actor"));
    Path runs = folder.resolve("broken-runs");

    assertThatThrownBy(() -> new EngineBench(new UnshareEngine(own), broken, runs).run("exit", "3"))
        .isInstanceOf(AssertionError.class);
    assertThat(new PastTrials(own).recall("unshare")).isEmpty();
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
