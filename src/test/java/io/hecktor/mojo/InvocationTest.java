package io.hecktor.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InvocationTest {

  private final DefaultMavenExecutionRequest request = new DefaultMavenExecutionRequest();
  private final PluginDescriptor plugin = new PluginDescriptor();
  private final Model model = new Model();

  @BeforeEach
  void version() {
    plugin.setVersion("1.2");
    model.setBuild(new Build());
  }

  @SuppressWarnings("deprecation") // The other way to a session goes through Maven's container.
  private MavenSession session() {
    MavenSession session = new MavenSession(null, null, request, new DefaultMavenExecutionResult());
    session.setProjects(List.of(new MavenProject(model)));
    return session;
  }

  private String explain() {
    return Invocation.in(session(), Map.of("pluginDescriptor", plugin)).command("explain");
  }

  @Test
  void isByCoordinatesWhereNothingNamesThePlugin() {
    assertThat(explain()).isEqualTo("mvn io.hecktor:hecktor-maven-plugin:1.2:explain");
  }

  @Test
  void isShortWhereThePomOrTheSettingsNameIt() {
    request.addPluginGroup("io.hecktor");
    assertThat(explain()).isEqualTo("mvn hecktor:explain");

    request.setPluginGroups(List.of());
    Plugin declared = new Plugin();
    declared.setGroupId("io.hecktor");
    declared.setArtifactId("hecktor-maven-plugin");
    model.getBuild().addPlugin(declared);
    assertThat(explain()).isEqualTo("mvn hecktor:explain");
  }

  @Test
  void takesAlongWhatMakesOtherImages() {
    request.getUserProperties().setProperty("hecktor.base", "host");
    request.getUserProperties().setProperty("hecktor.sign", "a secret");

    assertThat(
            Invocation.in(session(), Map.of("pluginDescriptor", plugin))
                .commandOnTheSame("test-run"))
        .endsWith(":test-run -Dhecktor.base=host");
  }

  @Test
  void isLastWhereTheUserTypedNoGoalAfterIt() {
    MojoDescriptor build = new MojoDescriptor();
    build.setGoal("build");
    MojoExecution typed = new MojoExecution(build, "default-cli", MojoExecution.Source.CLI);
    request.setGoals(List.of("clean", "hecktor:build"));
    assertThat(Invocation.isLast(session(), typed)).isTrue();
    request.setGoals(List.of("hecktor:build", "hecktor:save"));
    assertThat(Invocation.isLast(session(), typed)).isFalse();
    assertThat(Invocation.isLast(session(), null)).isFalse();
  }
}
