package io.hecktor.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class CommandTest {

  @TempDir Path folder;

  @Test
  void keepsOutputAndExitCode() {
    Command.Result result = shell("echo out; echo err >&2; exit 3").run();

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.stdout()).isEqualTo("out\n");
    assertThat(result.stderr()).isEqualTo("err\n");
  }

  @Test
  void failsWithAllOutputInTheMessage() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> shell("echo out; echo err >&2; exit 3").succeed())
        .withMessageContainingAll("exit code 3", "out", "err");
  }

  @Test
  void killsTheCommandAndItsChildrenWhenTimeIsUp() {
    Command slow = shell("echo before; sleep 60 & wait").within(Duration.ofMillis(300));

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(slow::run)
        .withMessageContainingAll("ran past PT0.3S", "before");
    assertThat(ProcessHandle.current().children()).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void runsInItsFolderWithItsEnvironment() {
    Command.Result result = shell("echo $GREETING; pwd").in(folder).env("GREETING", "hi").succeed();

    assertThat(result.stdout()).startsWith("hi\n").contains(folder.getFileName().toString());
  }

  @Test
  void writesOutputToAFileOnRequest() {
    Path file = folder.resolve("out");

    assertThat(shell("echo out").stdoutTo(file).succeed().stdout()).isEmpty();
    assertThat(file).hasContent("out");
  }

  private static Command shell(String script) {
    return Command.of("sh", "-c", script);
  }
}
