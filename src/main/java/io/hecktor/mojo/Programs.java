package io.hecktor.mojo;

import io.hecktor.Problem;
import io.hecktor.ProjectException;
import io.hecktor.plan.Coordinates;
import io.hecktor.plan.Program;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.project.MavenProject;

/** The participant's program, as Maven built it. */
final class Programs {

  private Programs() {}

  static Program of(MavenProject project) throws ProjectException {
    if (!project.getPackaging().equals("jar")) {
      throw new ProjectException(
          new Problem(
              "The project's packaging is `" + project.getPackaging() + "`.",
              "An image holds the jar of the project that declares the plugin.",
              "Declare the plugin in the module with <packaging>jar</packaging>, or set"
                  + " <skip>true</skip> here."));
    }
    List<Program.Dependency> dependencies = new ArrayList<>();
    for (Artifact artifact : project.getArtifacts()) {
      if (isNeeded(artifact)) {
        dependencies.add(dependency(artifact));
      }
    }
    Coordinates coordinates =
        new Coordinates(
            project.getGroupId(), project.getArtifactId(), "jar", "", project.getVersion());
    return new Program(jar(project), coordinates, dependencies);
  }

  /** The forked lifecycle builds a copy of the project, and only the copy knows its jar. */
  private static Path jar(MavenProject project) {
    MavenProject built =
        project.getExecutionProject() == null ? project : project.getExecutionProject();
    File file = built.getArtifact().getFile();
    if (file == null) {
      file = project.getArtifact().getFile();
    }
    return file != null
        ? file.toPath()
        : Path.of(project.getBuild().getDirectory(), project.getBuild().getFinalName() + ".jar");
  }

  private static boolean isNeeded(Artifact artifact) {
    boolean scope =
        Artifact.SCOPE_COMPILE.equals(artifact.getScope())
            || Artifact.SCOPE_RUNTIME.equals(artifact.getScope())
            || Artifact.SCOPE_SYSTEM.equals(artifact.getScope());
    return scope && artifact.getArtifactHandler().isAddedToClasspath();
  }

  private static Program.Dependency dependency(Artifact artifact) throws ProjectException {
    File file = artifact.getFile();
    if (file == null || !file.isFile()) {
      throw new ProjectException(
          new Problem(
              "The dependency " + artifact + " has no jar.",
              "The image holds the jars of all run-time dependencies.",
              "Run the goal after the phase `package` of all modules: `mvn package hecktor:save`."));
    }
    return new Program.Dependency(artifact.getGroupId(), artifact.toString(), file.toPath());
  }
}
