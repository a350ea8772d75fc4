package io.hecktor.jre;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.EnvironmentException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
@Timeout(60)
class ExternalToolTest {

  private static final Path SHELL = Path.of("/bin/sh");

  @TempDir Path folder;

  @Test
  void readsBothStreamsHoweverMuchTheyHold() throws Exception {
    String fill = "i=0; while [ $i -lt 3000 ]; do echo %080d$i >&2; i=$((i+1)); done; ";
    ExternalTool.Output output = run(fill.replace("%080d", "x".repeat(80)) + "echo out; exit 3");

    assertThat(output.exitCode()).isEqualTo(3);
    assertThat(output.stdout()).isEqualTo("out\n");
    assertThat(output.stderr().lines()).hasSize(3000);
  }

  @Test
  void isolatesTheProgramFromTheUsersLocale() throws Exception {
    assertThat(run("echo $LC_ALL $TZ").stdout()).isEqualTo("C.UTF-8 UTC\n");
  }

  @Test
  void killsWhatTakesTooLong() throws Exception {
    Path witness = folder.resolve("witness");
    ExternalTool tool = new ExternalTool(SHELL, Duration.ofMillis(300));

    assertThatThrownBy(() -> tool.run(List.of("-c", "sleep 2; touch '" + witness + "'")))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("`sh` did not end within");
    Thread.sleep(2500);
    assertThat(witness).doesNotExist();
  }

  @Test
  void killsTheProgramWhenInterrupted() throws Exception {
    Path started = folder.resolve("started");
    Path witness = folder.resolve("witness");
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                run("touch '" + started + "'; sleep 2; touch '" + witness + "'");
                failure.complete(null);
              } catch (Exception e) {
                failure.complete(e);
              }
            });
    caller.start();
    while (Files.notExists(started)) {
      Thread.sleep(10);
    }
    caller.interrupt();

    assertThat(failure.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedIOException.class);
    Thread.sleep(2500);
    assertThat(witness).doesNotExist();
  }

  @Test
  void namesTheProgramThatCannotBeStarted() throws Exception {
    Path broken = Files.writeString(folder.resolve("jlink"), "not a program");

    assertThatThrownBy(() -> new ExternalTool(broken, Duration.ofSeconds(5)).run(List.of()))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("`jlink` could not be started.")
        .hasMessageContaining("-Dhecktor.jdk=");
  }

  @Test
  void quotesWithoutTheFoldersOfThisMachine() throws Exception {
    ExternalTool.Output output =
        run("echo 'Error: /home/someone/.m2/a.jar is java.base/java.lang bad' >&2; exit 1");

    assertThat(output.excerpt()).isEqualTo("Error: a.jar is java.base/java.lang bad");
  }

  private static ExternalTool.Output run(String script) throws Exception {
    return new ExternalTool(SHELL, Duration.ofSeconds(20)).run(List.of("-c", script));
  }
}
