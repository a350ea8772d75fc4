package org.example.petct.app;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.example.petct.InferenceException;

/** What the container's environment says. */
public record Settings(Map<String, String> environment) {

  /** Copies the map. */
  public Settings {
    environment = Map.copyOf(environment);
  }

  /** The value of a variable, which must be there. */
  public String required(String name) throws InferenceException {
    String value = environment.getOrDefault(name, "");
    if (value.isBlank()) {
      throw new InferenceException(
          "The environment variable " + name + " is not set",
          "The image sets it; outside a container set it yourself");
    }
    return value;
  }

  /** The folder that a variable names, which must be there, perhaps as a link. */
  public Path folder(String name) throws InferenceException {
    return folder(name, required(name));
  }

  /** The folder that a variable names, or another where the variable is not set. */
  public Path folder(String name, String otherwise) throws InferenceException {
    try {
      Path path = Path.of(environment.getOrDefault(name, otherwise));
      if (Files.isDirectory(path)) {
        return path;
      }
      throw new InferenceException(
          path, "(from " + name + ") is not a directory", "Set " + name + " to one");
    } catch (InvalidPathException e) {
      throw new InferenceException(name + " is not a path", "Set it to a directory");
    }
  }
}
