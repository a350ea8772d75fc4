package io.hecktor.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.oci.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.api.plugin.testing.Basedir;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.plugin.MojoExecutionException;
import org.junit.jupiter.api.Test;

/** From Maven's configuration to the report and to Maven's exceptions. */
@MojoTest
class DoctorMojoTest {

  /** As the test's projects see it. */
  private static final String HERE = "../../../../target/doctor-mojo-test/";

  private static final Path REPORT = Path.of("target/doctor-mojo-test/doctor.json");

  @Test
  @Basedir("src/test/projects/no-task")
  @InjectMojo(goal = "doctor", pom = "pom.xml")
  @MojoParameter(name = "cache", value = HERE + "cache")
  @MojoParameter(name = "doctorReport", value = HERE + "doctor.json")
  @MojoParameter(name = "base", value = "host")
  @MojoParameter(name = "jre", value = "base")
  void writesAReportWithoutHomes(DoctorMojo mojo) throws Exception {
    Files.deleteIfExists(REPORT);
    mojo.execute();
    var json = Json.object(Files.readAllBytes(REPORT), "report");
    assertThat(json.path("buildsAndSaves").asBoolean()).isTrue();
    assertThat(json.path("chapters").findValuesAsText("title"))
        .contains("Java", "Base image", "Disk", "Engines for test runs", "Kernel", "GPU", "Cache");
    assertThat(Files.readString(REPORT)).doesNotContain(System.getProperty("user.home") + "/");
  }

  @Test
  @Basedir("src/test/projects/no-task")
  @InjectMojo(goal = "doctor", pom = "pom.xml")
  @MojoParameter(name = "cache", value = HERE + "cache")
  @MojoParameter(name = "doctorReport", value = HERE + "doctor.json")
  @MojoParameter(name = "base", value = "tar:no-such-file.tar")
  void failsWhereNoImageCanBeBuilt(DoctorMojo mojo) throws Exception {
    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoExecutionException.class)
        .hasMessageStartingWith("HECK-133: Images can't be built and saved on this machine: base.")
        .hasMessageContaining("skopeo copy");
  }
}
