package io.hecktor.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.ProjectException;
import io.hecktor.challenge.Profile;
import io.hecktor.challenge.Profiles;
import io.hecktor.plan.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.model.Build;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {

  @TempDir Path folder;

  private final List<MavenProject> modules = new ArrayList<>();
  private MavenProject inference;
  private MavenProject submission;

  @BeforeEach
  void makeAReactor() throws IOException {
    inference = module("inference", "jar");
    submission = module("submission", "pom");
  }

  private Program program(MavenProject module) throws ProjectException {
    return Programs.of(module, new Reactor(modules, modules));
  }

  @Test
  void aProjectWithoutAJarHasItsFirstDependencysForProgram() throws Exception {
    Path jar = file("inference.jar");
    needs(submission, artifact("inference", jar), artifact("lib", file("lib.jar")));

    Program program = program(submission);

    assertThat(program.jar()).isEqualTo(jar);
    assertThat(program.artifactId()).isEqualTo("submission");
    assertThat(program.dependencies())
        .extracting(Program.Dependency::coordinates)
        .containsExactly("org.example:lib:jar:1.0:compile");
  }

  @Test
  void whatTheReactorBuildsIsItsOwn() throws Exception {
    module("features", "jar");
    needs(inference, artifact("features", file("features.jar")), artifact("lib", file("lib.jar")));

    assertThat(program(inference).dependencies())
        .extracting(Program.Dependency::own)
        .containsExactly(true, false);
  }

  @Test
  void aModuleThatAForkedLifecycleHasPackagedIsFoundByItsCopy() throws Exception {
    Path jar = file("packaged.jar");
    MavenProject copy = new MavenProject();
    copy.setArtifact(artifact("inference", jar));
    inference.setExecutionProject(copy);
    Path classes = Files.createDirectories(folder.resolve("classes"));
    needs(submission, artifact("inference", classes));

    assertThat(program(submission).jar()).isEqualTo(jar);
  }

  @Test
  void aFolderOfClassesIsNoJar() throws IOException {
    needs(submission, artifact("inference", Files.createDirectories(folder.resolve("classes"))));

    assertThatThrownBy(() -> program(submission))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("org.example:inference:jar:1.0:compile has no jar");
  }

  @Test
  void aProjectWithNothingToRunIsTold() {
    assertThatThrownBy(() -> program(submission))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("packaging is `pom`")
        .hasMessageContaining("<packaging>jar</packaging>");
  }

  @Test
  void modulesWithoutATaskLeaveItToTheOneThatHasSome() throws Exception {
    Profile profile = Profiles.open("hecktor2025", folder);
    Reactor reactor = new Reactor(modules, modules);
    assertThat(reactor.leavesTasksToAnother(inference, profile)).as("nobody has").isFalse();

    Files.createDirectories(folder.resolve("submission/Task_3/resources"));

    assertThat(reactor.leavesTasksToAnother(inference, profile)).isTrue();
    assertThat(reactor.leavesTasksToAnother(submission, profile)).isFalse();
    assertThat(new Reactor(List.of(inference), modules).leavesTasksToAnother(inference, profile))
        .as("built alone")
        .isFalse();
  }

  private MavenProject module(String name, String packaging) throws IOException {
    MavenProject module = new MavenProject();
    module.setGroupId("org.example");
    module.setArtifactId(name);
    module.setVersion("1.0");
    module.setPackaging(packaging);
    module.setFile(Files.createDirectories(folder.resolve(name)).resolve("pom.xml").toFile());
    module.setArtifact(artifact(name, null));
    Build build = new Build();
    build.setDirectory(folder.resolve(name).resolve("target").toString());
    build.setFinalName(name + "-1.0");
    module.setBuild(build);
    modules.add(module);
    return module;
  }

  private static void needs(MavenProject module, Artifact... artifacts) {
    module.setArtifacts(new LinkedHashSet<>(List.of(artifacts)));
    module.setDependencyArtifacts(Set.of());
  }

  private static Artifact artifact(String name, Path file) {
    DefaultArtifactHandler handler = new DefaultArtifactHandler("jar");
    handler.setAddedToClasspath(true);
    Artifact artifact =
        new DefaultArtifact("org.example", name, "1.0", "compile", "jar", null, handler);
    artifact.setFile(file == null ? null : file.toFile());
    return artifact;
  }

  private Path file(String name) throws IOException {
    return Files.writeString(folder.resolve(name), name);
  }
}
