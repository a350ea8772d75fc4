package io.hecktor.mojo;

import io.hecktor.challenge.Profile;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * The modules that belong together.
 *
 * @param built those that this build builds
 * @param all these and those that {@code -pl} or {@code -rf} leave out
 */
record Reactor(List<MavenProject> built, List<MavenProject> all) {

  Reactor {
    built = List.copyOf(built);
    all = List.copyOf(all);
  }

  static Reactor of(MavenSession session) {
    return new Reactor(orNone(session.getProjects()), orNone(session.getAllProjects()));
  }

  /** Those who embed Maven may have set none. */
  private static List<MavenProject> orNone(@Nullable List<MavenProject> projects) {
    return projects == null ? List.of() : projects;
  }

  /** The module that an artifact is made of. */
  Optional<MavenProject> module(Artifact artifact) {
    return all.stream()
        .filter(
            module ->
                module.getGroupId().equals(artifact.getGroupId())
                    && module.getArtifactId().equals(artifact.getArtifactId())
                    && module.getVersion().equals(artifact.getBaseVersion()))
        .findFirst();
  }

  /** Whether more than one module is built. */
  boolean isOfSeveral() {
    return built.size() > 1;
  }

  /** Whether a module has no task, and one that is built as well has. */
  boolean leavesTasksToAnother(MavenProject module, Profile profile) {
    return !Tasks.isThereAny(folder(module), profile)
        && built.stream().anyMatch(other -> Tasks.isThereAny(folder(other), profile));
  }

  private static Path folder(MavenProject module) {
    return module.getBasedir().toPath();
  }

  /**
   * The jar of a module. The forked lifecycle builds a copy of the project, and only the copy knows
   * its jar.
   */
  static Path jar(MavenProject module) {
    MavenProject built =
        module.getExecutionProject() == null ? module : module.getExecutionProject();
    File file = built.getArtifact().getFile();
    if (file == null) {
      file = module.getArtifact().getFile();
    }
    return file != null
        ? file.toPath()
        : Path.of(module.getBuild().getDirectory(), module.getBuild().getFinalName() + ".jar");
  }

  /** Maven 3 resolves a module that a forked lifecycle has packaged to its folder of classes. */
  Optional<Path> packaged(Artifact artifact) {
    return module(artifact)
        .filter(module -> !artifact.hasClassifier())
        .map(Reactor::jar)
        .filter(Files::isRegularFile);
  }
}
