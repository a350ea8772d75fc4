package io.hecktor.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JDKs that link and others. */
class JavaExaminationTest {

  private static final Path RUNNING = Path.of(System.getProperty("java.home"));

  @TempDir Path folder;

  private static List<Remark> examine(Path running, Optional<Path> given, String maven)
      throws IOException {
    return new JavaExamination(
            new JavaExamination.Javas(running, given, true, maven), Map.of("LC_ALL", "C.UTF-8"))
        .examine();
  }

  /** A JDK by its files; its jlink is a script. */
  private Path jdk(String version, String jlink, boolean jmods) throws IOException {
    Path home = Files.createDirectories(folder.resolve("jdk"));
    Files.writeString(
        home.resolve("release"),
        "JAVA_VERSION=\"" + version + "\"\nOS_NAME=\"Linux\"\nOS_ARCH=\"x86_64\"\n");
    new StandIns(home).program("jlink", jlink);
    if (jmods) {
      Files.createFile(Files.createDirectories(home.resolve("jmods")).resolve("java.base.jmod"));
    }
    return home;
  }

  @Test
  void theJdkOfThisBuildLinks() throws IOException {
    List<Remark> remarks = examine(RUNNING, Optional.empty(), "3.9.11");
    assertThat(remarks).allMatch(remark -> remark.state() == State.OK);
    assertThat(StandIns.only(remarks, "JDK of Maven").found())
        .contains(String.valueOf(Runtime.version().feature()))
        .endsWith("Linux x86_64");
  }

  @Test
  void aJreStopsAll() throws IOException {
    Path jre = Files.createDirectories(folder.resolve("jre"));
    Files.writeString(jre.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
    Remark found = StandIns.only(examine(jre, Optional.empty(), "3.9.11"), "JDK");
    assertThat(found.stops()).isTrue();
    assertThat(found.remedy()).contains("openjdk-17-jdk-headless");
  }

  @Test
  void aJdkWithoutModulesStopsAll() throws IOException {
    Path jdk = jdk("21.0.1", "echo 21.0.1", false);
    Remark found = StandIns.only(examine(jdk, Optional.empty(), "3.9.11"), "jlink");
    assertThat(found.stops()).isTrue();
    assertThat(found.found()).contains("no packaged modules");
  }

  @Test
  void aJdkThatLinksFromItselfNeedsNone() throws IOException {
    String help =
        "[ $1 = --version ] && echo 25.0.1 || echo ' Linking from run-time image enabled'";
    Path jdk = jdk("25.0.1", help, false);
    assertThat(StandIns.only(examine(jdk, Optional.empty(), "3.9.11"), "jlink").found())
        .isEqualTo("25.0.1, from the JDK's own run-time image");
  }

  @Test
  void ajlinkThatFailsStopsAll() throws IOException {
    Path jdk = jdk("21.0.1", "exit 1", true);
    assertThat(StandIns.only(examine(jdk, Optional.empty(), "3.9.11"), "jlink").found())
        .isEqualTo("it does not run");
  }

  @Test
  void namesTheJdkThatIsGivenBesideMavens() throws IOException {
    Path jdk = jdk("21.0.1", "echo 21.0.1", true);
    List<Remark> remarks = examine(RUNNING, Optional.of(jdk), "3.9.11");
    assertThat(StandIns.only(remarks, "JDK of the image").found()).startsWith("21.0.1");
    assertThat(StandIns.only(remarks, "jlink").found()).startsWith("21.0.1");
  }

  @Test
  void anOldMavenStopsAll() throws IOException {
    assertThat(StandIns.only(examine(RUNNING, Optional.empty(), "3.6.3"), "Maven").stops())
        .isTrue();
    assertThat(StandIns.only(examine(RUNNING, Optional.empty(), "4.0.0-rc-4"), "Maven").stops())
        .isFalse();
  }

  @Test
  void aBaseWithJavaNeedsNoJlink() throws IOException {
    JavaExamination.Javas javas =
        new JavaExamination.Javas(folder.resolve("none"), Optional.empty(), false, "3.9.11");
    assertThat(new JavaExamination(javas, Map.of()).examine())
        .noneMatch(Remark::stops)
        .anyMatch(remark -> remark.state() == State.NOT_APPLICABLE);
  }
}
