package io.hecktor.scaffold;

import io.hecktor.ErrorCode;
import io.hecktor.Problem;
import io.hecktor.ProjectException;
import io.hecktor.challenge.Profile;
import io.hecktor.challenge.Task;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which tasks a project will have, and what of them is there. */
final class TaskPlaces {

  private final Path project;
  private final Profile profile;

  private TaskPlaces(Path project, Profile profile) {
    this.project = project;
    this.profile = profile;
  }

  /**
   * The tasks asked for and those whose folders are there; all where that is none.
   *
   * @throws ProjectException if one is asked for that the challenge does not have, or one has two
   *     folders
   */
  static List<TaskPlace> find(ScaffoldRequest request, Challenge challenge)
      throws ProjectException, IOException {
    TaskPlaces places = new TaskPlaces(request.folder(), challenge.rules());
    for (String name : request.tasks()) {
      places.requireKnown(name);
    }
    List<TaskPlace> wanted = new ArrayList<>();
    for (Task task : challenge.rules().tasks()) {
      if (request.tasks().contains(task.name()) || places.folder(task).isPresent()) {
        wanted.add(places.place(task));
      }
    }
    if (wanted.isEmpty()) {
      for (Task task : challenge.rules().tasks()) {
        wanted.add(places.place(task));
      }
    }
    return wanted;
  }

  private void requireKnown(String name) throws ProjectException {
    List<String> known = profile.tasks().stream().map(Task::name).toList();
    if (!known.contains(name)) {
      throw new ProjectException(
          new Problem(
              ErrorCode.TASK_UNKNOWN,
              "hecktor.tasks names `" + name + "`.",
              "The profile " + profile.name() + " has the tasks " + String.join(", ", known) + ".",
              "Correct -Dhecktor.tasks, or choose another -Dhecktor.profile."));
    }
  }

  private TaskPlace place(Task task) throws ProjectException, IOException {
    String folder = folder(task).orElse(task.folders().get(0));
    Path input = project.resolve(folder).resolve("test").resolve("input");
    boolean there = isFilled(input);
    String path = folder + "/test/input";
    // The template of 2026 has a folder between, one for each way in which its sockets may come.
    if (there && Files.isDirectory(input.resolve("interf0"))) {
      path += "/interf0";
    }
    return new TaskPlace(task, folder, NamedOutput.of(task), path, there);
  }

  private Optional<String> folder(Task task) throws ProjectException {
    List<String> there =
        task.folders().stream().filter(name -> Files.isDirectory(project.resolve(name))).toList();
    if (there.size() > 1) {
      throw new ProjectException(
          new Problem(
              ErrorCode.TASK_TWICE,
              "The folder has both " + there.get(0) + " and " + there.get(1) + ".",
              "Both are folders of " + task.name() + ", and only one of them can be meant.",
              "Move their contents into " + task.folders().get(0) + " and remove the other."));
    }
    return there.stream().findFirst();
  }

  static boolean isFilled(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
      return children.iterator().hasNext();
    }
  }
}
