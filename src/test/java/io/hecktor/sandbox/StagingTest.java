package io.hecktor.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.hecktor.testing.RealTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What runs share, and what each has for itself. */
@EnabledOnOs(OS.LINUX)
class StagingTest {

  @TempDir Path folder;

  @Test
  void sharesWhatContainersCannotChange() throws IOException {
    Path etc;
    try (Staging one = Staging.create(folder.resolve("one"), true);
        Staging other = Staging.create(folder.resolve("other"), true)) {
      etc = one.etc();
      assertThat(other.etc()).isEqualTo(etc);
      assertThat(other.sys()).isEqualTo(one.sys());
      assertThat(other.dev(false)).isEqualTo(one.dev(false));
      assertThat(other.tmp()).isNotEqualTo(one.tmp());
    }
    assertThat(etc.resolve("hosts")).exists();
    assertThat(folder.resolve("one")).doesNotExist();
  }

  @Test
  void givesARunWithDevicesOfItsOwnAFolderForThem() throws IOException {
    try (Staging one = Staging.create(folder.resolve("one"), true)) {
      Path own = one.dev(true);

      assertThat(own).startsWith(one.root()).isDirectoryContaining("glob:**/null");
      assertThat(one.dev(false)).isNotEqualTo(own);
    }
  }

  @Test
  void asksAnotherNameServerWhereCallsAreOnlyCounted() throws IOException {
    try (Staging seen = Staging.create(folder.resolve("one"), true);
        Staging counted = Staging.create(folder.resolve("other"), false)) {
      assertThat(seen.etc().resolve("resolv.conf")).hasContent("nameserver 127.0.0.1");
      assertThat(counted.etc().resolve("resolv.conf")).hasContent("nameserver 192.0.2.53");
    }
  }

  @Test
  void makesAnewWhatAKilledRunHasLeftHalfMade() throws IOException {
    Staging.create(folder.resolve("one"), true).close();
    Files.delete(folder.resolve(".common-seen/made"));
    Files.delete(folder.resolve(".common-seen/etc/hosts"));

    try (Staging other = Staging.create(folder.resolve("other"), true)) {
      assertThat(other.etc().resolve("hosts")).exists();
    }
  }

  @Test
  void usesAPipeAgainOnceItsReaderHasEnded() throws Exception {
    TracePipes pipes = new TracePipes(new RealTool("mkfifo", "coreutils").require().toString());
    Path run = Files.createDirectory(folder.resolve("run"));
    Path first = pipes.take(run);
    Path second = pipes.take(run);
    TraceReader reader = new TraceReader(null, java.util.List.of("/program"));
    Supervisor.Trace trace = new Supervisor.Trace(first, reader);
    pipes.give(run, trace);
    assertThat(pipes.take(run)).as("a pipe that is still read").isNotIn(first, second);

    Thread writer = new Thread(() -> writeNothing(first));
    writer.start();
    reader.read(first);
    writer.join(TimeUnit.SECONDS.toMillis(30));
    pipes.give(run, trace);

    assertThat(second).isNotEqualTo(first);
    assertThat(pipes.take(run)).isEqualTo(first);
    assertThat(Optional.of(pipes.take(run))).isNotEqualTo(Optional.of(first));
  }

  private static void writeNothing(Path pipe) {
    try {
      Files.newOutputStream(pipe, java.nio.file.StandardOpenOption.WRITE).close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
