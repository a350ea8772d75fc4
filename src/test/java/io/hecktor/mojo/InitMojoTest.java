package io.hecktor.mojo;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.maven.api.plugin.testing.Basedir;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;

/** From Maven's configuration to the scaffold's wishes; what it writes has tests of its own. */
@MojoTest
class InitMojoTest {

  @Test
  @Basedir("src/test/projects/no-task")
  @InjectMojo(goal = "init", pom = "pom.xml")
  @MojoParameter(name = "packageName", value = "org.my-group")
  void refusesAPackageThatJavaWouldNotTake(InitMojo mojo) {
    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("The package would be `org.my-group`.");
  }

  @Test
  @Basedir("src/test/projects/no-task")
  @InjectMojo(goal = "init", pom = "pom.xml")
  @MojoParameter(name = "ci", value = "jenkins")
  void refusesACiSystemThatItDoesNotKnow(InitMojo mojo) {
    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("hecktor.ci is `jenkins`.");
  }
}
