package io.hecktor.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class RealToolTest {

  private static final RealTool TOOL = new RealTool("crane-fly", "insects");

  @TempDir Path folder;

  @Test
  void failsTheTestOnCiWhenTheProgramIsMissing() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> TOOL.requireOn(machine(true, 0)))
        .withMessageContaining("`crane-fly` is missing")
        .withMessageContaining("package `insects`");
  }

  @Test
  void skipsTheTestElsewhereWhenTheProgramIsMissing() {
    assertThatExceptionOfType(TestAbortedException.class)
        .isThrownBy(() -> TOOL.requireOn(machine(false, 0)))
        .withMessageContaining("package `insects`");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void findsAnExecutableAndPassesByAPlainFileOfTheSameName() throws IOException {
    Path plain = Files.createFile(Files.createDirectory(folder.resolve("a")).resolve("crane-fly"));
    Path program =
        Files.createFile(
            Files.createDirectory(folder.resolve("b")).resolve("crane-fly"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    Machine machine = new Machine(true, 0, List.of(plain.getParent(), program.getParent()));

    assertThat(TOOL.requireOn(machine)).isEqualTo(program);
  }

  @Test
  void failsTheTestOnCiWhenNotRoot() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> RealTool.requireRootOn(machine(true, 1000)))
        .withMessageContaining("not as user 1000");
  }

  @Test
  void skipsTheTestElsewhereWhenNotRoot() {
    assertThatExceptionOfType(TestAbortedException.class)
        .isThrownBy(() -> RealTool.requireRootOn(machine(false, 1000)));
  }

  private Machine machine(boolean ci, int userId) {
    return new Machine(ci, userId, List.of(folder));
  }
}
