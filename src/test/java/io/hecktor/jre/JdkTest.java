package io.hecktor.jre;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.EnvironmentException;
import io.hecktor.ProjectException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdkTest {

  @TempDir Path folder;

  private static final String LINUX =
      "JAVA_VERSION=\"17.0.9\"\nOS_NAME=\"Linux\"\nOS_ARCH=\"x86_64\"\nLIBC=\"gnu\"\n";
  private static final String MAC =
      "JAVA_VERSION=\"17.0.9\"\nOS_NAME=\"Darwin\"\nOS_ARCH=\"aarch64\"\nLIBC=\"default\"\n";

  @Test
  void readsTheJdkThatRunsTheTests() throws Exception {
    Jdk jdk = Jdks.running();

    assertThat(jdk.feature()).isEqualTo(Runtime.version().feature());
    assertThat(jdk.version()).startsWith(System.getProperty("java.version"));
    assertThat(jdk.modules()).contains("java.base", "jdk.jlink");
  }

  @Test
  void readsTheEntriesOfTheReleaseFile() throws Exception {
    Jdk jdk =
        Jdk.open(
            jdk(
                "temurin",
                LINUX
                    + "IMPLEMENTOR=\"Eclipse Adoptium\"\nJAVA_RUNTIME_VERSION=\"17.0.9+9\"\n"
                    + "MODULES=\"java.logging java.base\"\n"));

    assertThat(jdk.vendor()).isEqualTo("Eclipse Adoptium");
    assertThat(jdk.version()).isEqualTo("17.0.9+9");
    assertThat(jdk.modules()).containsExactly("java.base", "java.logging");
    assertThat(jdk.isLinuxAmd64()).isTrue();
  }

  @Test
  void tellsAJreFromAJdk() throws Exception {
    Path jre = Files.createDirectories(folder.resolve("some-jre"));
    Files.writeString(jre.resolve("release"), LINUX);

    assertThatThrownBy(() -> Jdk.open(jre))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("`some-jre` is a JRE")
        .hasMessageContaining("openjdk-17-jdk-headless")
        .hasMessageContaining("-Dhecktor.jdk=");
  }

  @Test
  void refusesAFolderThatIsNoJdk() {
    assertThatThrownBy(() -> Jdk.open(folder))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("no file `release`");
  }

  @Test
  void refusesAJdkThatIsTooOld() throws Exception {
    Path old = jdk("old", LINUX.replace("17.0.9", "11.0.2"));

    assertThatThrownBy(() -> Jdk.open(old))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("is Java 11");
  }

  @Test
  void refusesAVersionThatIsNone() throws Exception {
    Path odd = jdk("odd", LINUX.replace("17.0.9", "next"));

    assertThatThrownBy(() -> Jdk.open(odd)).hasMessageContaining("the version `next`");
  }

  @Test
  void asksForALinuxJdkOnAnotherSystem() throws Exception {
    Jdk mac = Jdk.open(jdk("mac", MAC));

    assertThatThrownBy(() -> Toolchain.choose(mac, Optional.empty()))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("is for Darwin aarch64.")
        .hasMessageContaining("-Dhecktor.jdk=/path/to/jdk");
  }

  @Test
  void refusesAGivenJdkOfAnotherSystem() throws Exception {
    Jdk linux = Jdk.open(jdk("linux", LINUX));
    Jdk mac = Jdk.open(jdk("mac", MAC));
    Jdk musl = Jdk.open(jdk("alpine", LINUX.replace("gnu", "musl")));

    assertThatThrownBy(() -> Toolchain.choose(linux, Optional.of(mac)))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("is for Darwin aarch64.");
    assertThatThrownBy(() -> Toolchain.choose(linux, Optional.of(musl)))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("Linux x86_64 musl");
  }

  @Test
  void usesTheProgramsOfTheGivenJdkWhereTheyRun() throws Exception {
    Jdk running = Jdk.open(jdk("running", LINUX));
    Jdk given = Jdk.open(jdk("given", LINUX.replace("17.0.9", "21.0.1")));

    assertThat(Toolchain.choose(running, Optional.of(given)))
        .isEqualTo(new Toolchain(given, given));
  }

  @Test
  void crossLinksOnlyPackagedModulesOfTheSameVersion() throws Exception {
    Jdk mac = Jdk.open(jdk("mac", MAC));
    Path home = jdk("linux", LINUX);
    Jdk bare = Jdk.open(home);
    Jdk newer = Jdk.open(jdk("newer", LINUX.replace("17.0.9", "21.0.1")));

    assertThatThrownBy(() -> Toolchain.choose(mac, Optional.of(bare)))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("without a folder `jmods`");
    assertThatThrownBy(() -> Toolchain.choose(mac, Optional.of(newer)))
        .hasMessageContaining("Java 21")
        .hasMessageContaining("Give a Java 17 JDK");

    Files.createFile(Files.createDirectory(home.resolve("jmods")).resolve("java.base.jmod"));
    assertThat(Toolchain.choose(mac, Optional.of(bare)).tools()).isEqualTo(mac);
  }

  @Test
  void keysAreThePackagedModulesAndTheReleaseFile() throws Exception {
    Path home = jdk("linux", LINUX);
    Files.createFile(Files.createDirectory(home.resolve("jmods")).resolve("java.base.jmod"));

    assertThat(Jdks.toolchain(Jdk.open(home)).inputs())
        .containsExactly(home.resolve("jmods/java.base.jmod"), home.resolve("release"));
  }

  @Test
  void keysAreTheFoldersOfAJdkWithoutPackagedModules() throws Exception {
    Path home = jdk("linux", LINUX);
    Files.createDirectories(home.resolve("lib/server"));
    Files.createDirectories(home.resolve("man"));
    for (String name : new String[] {"lib/modules", "lib/src.zip", "lib/server/classes.jsa"}) {
      Files.createFile(home.resolve(name));
    }
    Files.createFile(home.resolve("man/page"));

    assertThat(Jdks.toolchain(Jdk.open(home)).inputs())
        .containsExactly(
            home.resolve("bin/jlink"), home.resolve("lib/modules"), home.resolve("release"));
  }

  private Path jdk(String name, String release) throws IOException {
    Path home = Files.createDirectories(folder.resolve(name));
    Files.createFile(Files.createDirectories(home.resolve("bin")).resolve("jlink"));
    Files.writeString(home.resolve("release"), release);
    return home;
  }
}
