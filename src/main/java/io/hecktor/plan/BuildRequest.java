package io.hecktor.plan;

import io.hecktor.challenge.Profile;
import io.hecktor.deflate.Framing;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the user asked to build, parsed.
 *
 * @param profile the challenge's rules
 * @param tasks those to build, at least one
 * @param program what runs in the images
 * @param base where the base comes from
 * @param runtime where Java comes from
 * @param settings how the images are to start
 * @param natives what is done about native libraries
 * @param outputFolder {@code target/hecktor}
 */
public record BuildRequest(
    Profile profile,
    List<TaskRequest> tasks,
    Program program,
    BaseReference base,
    RuntimeChoice runtime,
    Settings settings,
    Natives natives,
    Path outputFolder) {

  /** Copies the list. */
  public BuildRequest {
    tasks = List.copyOf(tasks);
  }

  /** A request that leaves native libraries as they come. */
  public BuildRequest(
      Profile profile,
      List<TaskRequest> tasks,
      Program program,
      BaseReference base,
      RuntimeChoice runtime,
      Settings settings,
      Path outputFolder) {
    this(profile, tasks, program, base, runtime, settings, Natives.asTheyCome(), outputFolder);
  }

  /** This request with another base. */
  public BuildRequest withBase(BaseReference other) {
    return new BuildRequest(
        profile, tasks, program, other, runtime, settings, natives, outputFolder);
  }

  /**
   * What goes into the configs, and how layers are framed.
   *
   * @param user whom the process runs as
   * @param mainClass for all tasks that have none of their own
   * @param jvmFlags before the class path
   * @param label changes the image ID and nothing else
   * @param time whole seconds, of every file and of the config
   * @param framing of our own layers
   */
  public record Settings(
      Owner user,
      Optional<String> mainClass,
      List<String> jvmFlags,
      Optional<String> label,
      Instant time,
      Framing framing) {

    /** Copies the list. */
    public Settings {
      jvmFlags = List.copyOf(jvmFlags);
    }
  }
}
