package io.hecktor.scaffold;

import io.hecktor.HecktorException;
import io.hecktor.challenge.Profile;
import io.hecktor.challenge.Profiles;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The rules that a project is written for.
 *
 * @param name as the POM names them
 * @param rules what they say
 */
record Challenge(String name, Profile rules) {

  /** The profile asked for, else the first whose tasks' folders are there, else the default. */
  static Challenge of(ScaffoldRequest request) throws HecktorException {
    if (request.profile().isPresent()) {
      return open(request.profile().get(), request.folder());
    }
    for (String name : Profiles.SHIPPED) {
      Challenge candidate = open(name, request.folder());
      if (candidate.rules.tasks().stream()
          .flatMap(task -> task.folders().stream())
          .anyMatch(task -> Files.isDirectory(request.folder().resolve(task)))) {
        return candidate;
      }
    }
    return open(Profiles.SHIPPED.get(0), request.folder());
  }

  private static Challenge open(String name, Path folder) throws HecktorException {
    return new Challenge(name, Profiles.open(name, folder));
  }

  /** The folder of a task's folder that holds what a run reads besides its input. */
  String modelFolder() {
    return rules.model().map(model -> model.folder()).orElse("resources");
  }

  /** The variable by which the program finds that folder. */
  String modelVariable() {
    return rules.model().isPresent() ? "HECKTOR_MODEL" : "HECKTOR_RESOURCES";
  }
}
