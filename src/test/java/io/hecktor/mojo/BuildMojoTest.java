package io.hecktor.mojo;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.maven.api.plugin.testing.Basedir;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;

/** From Maven's configuration to Maven's exceptions; what lies between has tests of its own. */
@MojoTest
class BuildMojoTest {

  @Test
  @Basedir("src/test/projects/no-task")
  @InjectMojo(goal = "build", pom = "pom.xml")
  void aMistakeInTheProjectFailsTheBuildWithTheThreeSentences(BuildMojo mojo) {
    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageStartingWith(
            "HECK-101: The project has no task: none of the folders for task holds")
        .hasMessageContaining("Put them into `Task/resources`");
  }

  @Test
  @Basedir("src/test/projects/root-user")
  @InjectMojo(goal = "build-no-fork", pom = "pom.xml")
  void theConfigurationInThePomCounts(BuildNoForkMojo mojo) {
    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("hecktor.user is `0:0`");
  }

  @Test
  @Basedir("src/test/projects/no-task")
  @InjectMojo(goal = "build", pom = "pom.xml")
  @MojoParameter(name = "skip", value = "true")
  void skipDoesNothing(BuildMojo mojo) {
    assertThatCode(mojo::execute).doesNotThrowAnyException();
  }

  @Test
  @Basedir("src/test/projects/no-task")
  @InjectMojo(goal = "save", pom = "pom.xml")
  @MojoParameter(name = "profile", value = "hecktor1999")
  void anUnknownProfileIsNamedWithThoseThereAre(SaveMojo mojo) {
    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("There is no profile `hecktor1999`")
        .hasMessageContaining("hecktor2025-platform");
  }
}
