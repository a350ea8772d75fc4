package io.hecktor.mojo;

import io.hecktor.goal.SavedArchive;
import java.nio.file.Path;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.MavenProjectHelper;

/**
 * Archives as artifacts of their project, told apart by their tasks: {@code
 * my-algorithm-1.0-task1.tar.gz}, and with it what is inside and how it was made. Maven copies them
 * from where they lie when it installs and deploys.
 */
final class Attachments {

  private final MavenProject project;
  private final MavenProjectHelper helper;

  Attachments(MavenProject project, MavenProjectHelper helper) {
    this.project = project;
    this.helper = helper;
  }

  void add(SavedArchive archive) {
    attach("tar.gz", archive.task(), archive.file());
    attach("cdx.json", archive.task(), archive.bom());
    attach("intoto.json", archive.task(), archive.provenance());
    archive.model().ifPresent(model -> attach("tar.gz", archive.task() + "-model", model));
  }

  /** A goal that runs twice in a build, on the command line and bound, attaches the same files. */
  private void attach(String type, String classifier, Path file) {
    boolean there =
        project.getAttachedArtifacts().stream()
            .anyMatch(
                other -> type.equals(other.getType()) && classifier.equals(other.getClassifier()));
    if (!there) {
      helper.attachArtifact(project, type, classifier, file.toFile());
    }
  }
}
