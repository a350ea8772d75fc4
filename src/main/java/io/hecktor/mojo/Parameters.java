package io.hecktor.mojo;

import io.hecktor.challenge.Profile;
import io.hecktor.plan.Natives;
import java.util.List;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * The parameters as Maven gave them, on their way to a request.
 *
 * @param maven the project and its challenge
 * @param images what the images are made from
 * @param start how they start
 * @param natives what is done about native libraries
 */
record Parameters(Maven maven, Images images, Start start, Natives natives) {

  /** The project and its challenge. */
  record Maven(MavenProject project, Reactor reactor, Profile profile, List<TaskParameter> tasks) {}

  /** What the images are made from. */
  record Images(
      @Nullable String base,
      String jre,
      @Nullable String jdk,
      List<String> modules,
      String compression) {}

  /** How the images start. */
  record Start(
      String user, @Nullable String mainClass, List<String> jvmFlags, @Nullable String label) {}

  /** Limits in the place of the profile's. */
  record LimitTexts(@Nullable String time, @Nullable String memory, @Nullable String archive) {}
}
