package io.hecktor.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A build that is killed without a chance to clean up. */
class KilledBuildIT {

  @ParameterizedTest
  @ValueSource(strings = {"unshare", "bwrap", "crun"})
  void leavesNoProcessBehind(String engine) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("killed");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path rootfs = ActorRootfs.create(folder);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process build =
        new ProcessBuilder(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                KilledBuildIT.class.getName(),
                engine,
                rootfs.toString(),
                folder.toString())
            .inheritIO()
            .start();
    try {
      await(() -> actors(folder) > 0);
      build.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      await(() -> actors(folder) == 0);
    } finally {
      build.destroyForcibly();
    }
    EngineBench.delete(folder);
  }

  /** The build: runs the actor, which sleeps. */
  public static void main(String[] words) throws Exception {
    Path folder = Path.of(words[2]);
    Host host = Host.of(folder.resolve("trials"), Map.copyOf(System.getenv()));
    Engine engine = Engines.choose(words[0], host).engine();
    new EngineBench(engine, Path.of(words[1]), folder.resolve("runs")).run("sleep", "stubborn");
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void await(Condition condition) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.holds() && System.nanoTime() < end) {
      Thread.sleep(50);
    }
    assertThat(condition.holds()).isTrue();
  }

  /** Processes that execute the actor of this test's rootfs, or name it on their command line. */
  private static long actors(Path folder) {
    return ProcessHandle.allProcesses()
        .filter(process -> process.pid() != ProcessHandle.current().pid())
        .filter(
            process ->
                process.info().commandLine().orElse("").endsWith("/bin/actor sleep stubborn")
                    && runsBelow(process, folder))
        .count();
  }

  private static boolean runsBelow(ProcessHandle process, Path folder) {
    try {
      Path mounts = Path.of("/proc/" + process.pid() + "/mountinfo");
      return Files.readString(mounts).contains(folder.getFileName().toString());
    } catch (IOException e) {
      // It has ended.
      return false;
    }
  }
}
