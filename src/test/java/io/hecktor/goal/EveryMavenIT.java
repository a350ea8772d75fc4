package io.hecktor.goal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hecktor.testing.Command;
import io.hecktor.testing.JdksAtHand;
import io.hecktor.testing.MavenProject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One project, released by each Maven that participants may have and by each JDK that is at hand:
 * the archives are those of the first release, as a toolchain gives the compiler and the run-time
 * image.
 */
class EveryMavenIT {

  private static final long LARGE_BYTES = 256L << 20;
  private static final String HEAP = "-Xmx96m";

  @TempDir static Path folder;

  private static Path toolchains;
  private static MavenProject first;
  private static String released;

  @BeforeAll
  static void releaseByTheMavenAtHand() throws IOException {
    toolchains = folder.resolve("toolchains.xml");
    Files.writeString(
        toolchains,
        """
        <toolchains>
          <toolchain>
            <type>jdk</type>
            <provides><id>release</id></provides>
            <configuration><jdkHome>%s</jdkHome></configuration>
          </toolchain>
        </toolchains>
        """
            .formatted(JdksAtHand.running()));
    first = MavenProject.copyOf("deploy-from-a-reactor", folder.resolve("first"));
    first.maven("-t", toolchains, "-Ptoolchain", "verify").succeed();
    released = checksum(first);
  }

  @ParameterizedTest
  @CsvSource({"3.8.8, false", "3.9.11, true", "4.0.0-rc-5, true"})
  void releasesTheSame(String version, boolean byOtherJdk) throws IOException {
    Path jdk = byOtherJdk ? JdksAtHand.other() : JdksAtHand.running();
    MavenProject project =
        MavenProject.copyOf("deploy-from-a-reactor", folder.resolve(version + "-" + byOtherJdk));

    maven(project, version)
        .with("-t", toolchains, "-Ptoolchain", "-T", "4", "deploy")
        .env("JAVA_HOME", jdk.toString())
        .succeed();

    assertThat(checksum(project)).isEqualTo(released);
    assertThat(deployed(project)).hasSameBinaryContentAs(archive(project));
  }

  @Test
  void namesTheJdkThatIsAnother() {
    Path other = JdksAtHand.other();
    MavenProject project = MavenProject.copyOf("deploy-from-a-reactor", folder.resolve("locked"));
    project.maven("-t", toolchains, "-Ptoolchain", "verify").succeed();

    Command.Result result =
        project.maven("verify", "-Dhecktor.locked=true").env("JAVA_HOME", other.toString()).run();

    assertThat(result.exitCode()).isNotZero();
    assertThat(result.stdout())
        .contains("This build is not the one of hecktor.lock: ")
        .containsPattern("JDK's (vendor|version): \\S+.* → \\S+");
  }

  @Test
  void installsAndDeploysMoreThanTheHeapHolds() throws IOException {
    MavenProject project = MavenProject.copyOf("deploy-from-a-reactor", folder.resolve("large"));
    Path weights = project.folder().resolve("submission/Task1/resources/weights.bin");
    try (RandomAccessFile sparse = new RandomAccessFile(weights.toFile(), "rw")) {
      sparse.setLength(LARGE_BYTES);
    }

    maven(project, "3.9.11")
        .with("deploy", "-Dhecktor.compression=stored")
        .with("-Dhecktor.cache=" + folder.resolve("large-cache"))
        .env("MAVEN_OPTS", HEAP)
        .succeed();

    assertThat(Files.size(archive(project))).isGreaterThan(LARGE_BYTES);
    assertThat(Files.mismatch(deployed(project), archive(project))).isEqualTo(-1);
  }

  private static Command maven(MavenProject project, String version) {
    return project.mavenBy(
        Path.of(System.getProperty("hecktor.it.mavens"), "apache-maven-" + version, "bin", "mvn"));
  }

  private static Path archive(MavenProject project) {
    return project.folder().resolve("submission/target/hecktor/submission_task1.tar.gz");
  }

  private static Path deployed(MavenProject project) {
    return project
        .folder()
        .resolve("target/releases/org/example/submission/1.0/submission-1.0-task1.tar.gz");
  }

  private static String checksum(MavenProject project) throws IOException {
    Path file = archive(project);
    return Files.readString(file.resolveSibling(file.getFileName() + ".sha256"));
  }
}
