package io.hecktor.plan;

import io.hecktor.challenge.Task;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A task that is to be built.
 *
 * @param task its rules
 * @param folder its folder in the project, such as {@code Task1}
 * @param mainClass the task's own, where it has one
 */
public record TaskRequest(Task task, Path folder, Optional<String> mainClass) {

  /** The folder that becomes {@code /opt/app/resources}. */
  public Path resources() {
    return folder.resolve("resources");
  }
}
