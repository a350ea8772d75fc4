package io.hecktor.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.toolchain.Toolchain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherJdkTest {

  @TempDir private Path folder;

  /** A toolchain as {@code toolchains.xml} names it, whether its program is there or not. */
  private record At(Path home) implements Toolchain {

    @Override
    public String getType() {
      return "jdk";
    }

    @Override
    public String findTool(String name) {
      Path program = home.resolve("bin").resolve(name);
      return Files.exists(program) ? program.toString() : null;
    }
  }

  private Toolchain jdk(String name) throws IOException {
    Path home = folder.resolve(name);
    Files.createDirectories(home.resolve("bin"));
    Files.createFile(home.resolve("bin/java"));
    return new At(home);
  }

  @Test
  void isTheFirstThatDoesNotRunMavenByWhateverNameItGoes() throws IOException {
    Toolchain running = jdk("java-17");
    Toolchain alias =
        new At(Files.createSymbolicLink(folder.resolve("default"), folder.resolve("java-17")));

    assertThat(
            OtherJdk.first(
                List.of(running, alias, jdk("java-21"), jdk("java-25")), folder.resolve("java-17")))
        .contains(folder.resolve("java-21"));
  }

  @Test
  void isNoneWhereToolchainsOfferNoOther() throws IOException {
    assertThat(
            OtherJdk.first(
                List.of(jdk("java-17"), new At(folder.resolve("gone"))), folder.resolve("java-17")))
        .isEmpty();
    assertThat(OtherJdk.first(List.of(), folder)).isEmpty();
  }
}
