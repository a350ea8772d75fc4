package io.hecktor.mojo;

import io.hecktor.ErrorCode;
import io.hecktor.Problem;
import io.hecktor.ProjectException;
import io.hecktor.plan.Coordinates;
import io.hecktor.plan.Program;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.project.MavenProject;

/** The participant's program, as Maven built it. */
final class Programs {

  private final MavenProject project;
  private final Reactor reactor;

  private Programs(MavenProject project, Reactor reactor) {
    this.project = project;
    this.reactor = reactor;
  }

  /**
   * The project's jar with its dependencies; of a project that has none, its first dependency with
   * the others.
   */
  static Program of(MavenProject project, Reactor reactor) throws ProjectException {
    return new Programs(project, reactor).program();
  }

  private Program program() throws ProjectException {
    List<Program.Dependency> dependencies = new ArrayList<>();
    for (Artifact artifact : project.getArtifacts()) {
      if (isNeeded(artifact)) {
        dependencies.add(dependency(artifact));
      }
    }
    Coordinates coordinates =
        new Coordinates(
            project.getGroupId(), project.getArtifactId(), "jar", "", project.getVersion());
    if (project.getPackaging().equals("jar")) {
      return new Program(Reactor.jar(project), coordinates, dependencies);
    } else if (project.getPackaging().equals("pom") && !dependencies.isEmpty()) {
      Path first = dependencies.remove(0).file();
      return new Program(first, coordinates, dependencies);
    }
    throw new ProjectException(
        new Problem(
            ErrorCode.PACKAGING_UNFIT,
            "The project's packaging is `" + project.getPackaging() + "`.",
            "An image holds the jar of the project that declares the plugin, or, where that is a"
                + " <packaging>pom</packaging>, the jars of its dependencies, the program's first.",
            "Declare the plugin in the module with <packaging>jar</packaging>, or set"
                + " <skip>true</skip> here."));
  }

  private static boolean isNeeded(Artifact artifact) {
    boolean scope =
        Artifact.SCOPE_COMPILE.equals(artifact.getScope())
            || Artifact.SCOPE_RUNTIME.equals(artifact.getScope())
            || Artifact.SCOPE_SYSTEM.equals(artifact.getScope());
    return scope && artifact.getArtifactHandler().isAddedToClasspath();
  }

  private Program.Dependency dependency(Artifact artifact) throws ProjectException {
    Optional<Path> jar =
        Optional.ofNullable(artifact.getFile())
            .filter(File::isFile)
            .map(File::toPath)
            .or(() -> reactor.packaged(artifact));
    if (jar.isEmpty()) {
      throw new ProjectException(
          new Problem(
              ErrorCode.DEPENDENCY_WITHOUT_JAR,
              "The dependency " + artifact + " has no jar.",
              "The image holds the jars of all run-time dependencies.",
              "Run the goal after the phase `package` of all modules: `mvn package hecktor:save`."));
    }
    return new Program.Dependency(
        artifact.getGroupId(),
        artifact.toString(),
        jar.get(),
        reactor.module(artifact).isPresent());
  }
}
