package org.example.hecktor;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the container's environment says.
 *
 * @param task from {@code HECKTOR_TASK}
 * @param input from {@code HECKTOR_INPUT}: the case, read-only, perhaps a symbolic link
 * @param output from {@code HECKTOR_OUTPUT}: the only directory written to
 * @param resources from {@code HECKTOR_RESOURCES}: the task's model files
 */
record Settings(Task task, Path input, Path output, Path resources) {

  /** Reads the four variables; all are required. */
  static Settings parse(Map<String, String> environment) throws InferenceException {
    return new Settings(
        Task.named(required(environment, "HECKTOR_TASK")),
        directory(environment, "HECKTOR_INPUT"),
        directory(environment, "HECKTOR_OUTPUT"),
        directory(environment, "HECKTOR_RESOURCES"));
  }

  private static Path directory(Map<String, String> environment, String name)
      throws InferenceException {
    String value = required(environment, name);
    Path path = path(name, value);
    if (!Files.isDirectory(path)) {
      throw new InferenceException(
          path, "(from " + name + ") is not a directory", "Set " + name + " to one");
    }
    return path;
  }

  private static Path path(String name, String value) throws InferenceException {
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      throw new InferenceException(name + " is not a path", "Set it to a directory");
    }
  }

  private static String required(Map<String, String> environment, String name)
      throws InferenceException {
    String value = environment.getOrDefault(name, "");
    if (value.isBlank()) {
      throw new InferenceException(
          "The environment variable " + name + " is not set",
          "The image sets it; outside a container set it yourself");
    }
    return value;
  }
}
