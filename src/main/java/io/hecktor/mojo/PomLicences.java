package io.hecktor.mojo;

import io.hecktor.describe.Licence;
import io.hecktor.describe.Licences;
import io.hecktor.plan.Coordinates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.License;
import org.apache.maven.model.building.ModelBuildingRequest;
import org.apache.maven.project.DefaultProjectBuildingRequest;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectBuilder;
import org.apache.maven.project.ProjectBuildingException;
import org.apache.maven.project.ProjectBuildingRequest;
import org.jspecify.annotations.Nullable;

/** The licences that dependencies' POMs and their parents name, through Maven's own reading. */
final class PomLicences implements Licences {

  private final ProjectBuilder builder;
  private final MavenSession session;
  private final Set<Artifact> artifacts;

  PomLicences(ProjectBuilder builder, MavenSession session, Set<Artifact> artifacts) {
    this.builder = builder;
    this.session = session;
    this.artifacts = artifacts;
  }

  @Override
  public List<Licence> of(Coordinates wanted) {
    return artifacts.stream()
        .filter(artifact -> Coordinates.parse(artifact.toString()).equals(wanted))
        .findFirst()
        .flatMap(this::project)
        .map(PomLicences::licences)
        .orElse(List.of());
  }

  /** A POM that cannot be read tells no licence, and the image is none the worse for it. */
  private Optional<MavenProject> project(Artifact artifact) {
    ProjectBuildingRequest request =
        new DefaultProjectBuildingRequest(session.getProjectBuildingRequest());
    request.setProject(null);
    request.setProcessPlugins(false);
    request.setResolveDependencies(false);
    request.setValidationLevel(ModelBuildingRequest.VALIDATION_LEVEL_MINIMAL);
    try {
      return Optional.of(builder.build(artifact, true, request).getProject());
    } catch (ProjectBuildingException e) {
      return Optional.empty();
    }
  }

  private static List<Licence> licences(MavenProject project) {
    List<Licence> all = new ArrayList<>();
    for (License licence : project.getLicenses()) {
      all.add(new Licence(text(licence.getName()), text(licence.getUrl())));
    }
    return all;
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
