package io.hecktor.mojo;

import io.hecktor.ErrorCode;
import io.hecktor.Problem;
import io.hecktor.ProjectException;
import io.hecktor.challenge.Profile;
import io.hecktor.challenge.Task;
import io.hecktor.plan.TaskRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which of the challenge's tasks a project has. */
final class Tasks {

  private final Path project;
  private final Profile profile;

  private Tasks(Path project, Profile profile) {
    this.project = project;
    this.profile = profile;
  }

  /** The tasks asked for, or all whose folders are there. */
  static List<TaskRequest> find(Path project, Profile profile, List<TaskParameter> asked)
      throws ProjectException {
    Tasks tasks = new Tasks(project, profile);
    return asked.isEmpty() ? tasks.all() : tasks.named(asked);
  }

  /** Whether a folder holds a task's folder with something for its image. */
  static boolean isThereAny(Path project, Profile profile) {
    Tasks tasks = new Tasks(project, profile);
    return profile.tasks().stream()
        .flatMap(task -> task.folders().stream())
        .map(project::resolve)
        .anyMatch(tasks::holdsWeights);
  }

  private List<TaskRequest> all() throws ProjectException {
    List<TaskRequest> found = new ArrayList<>();
    for (Task task : profile.tasks()) {
      Optional<Path> folder = folder(task);
      if (folder.isPresent() && holdsWeights(folder.get())) {
        found.add(new TaskRequest(task, folder.get(), Optional.empty()));
      }
    }
    if (found.isEmpty()) {
      throw noTask();
    }
    return found;
  }

  private boolean holdsWeights(Path folder) {
    return Files.isDirectory(folder.resolve("resources"))
        || profile
            .model()
            .filter(model -> Files.isDirectory(folder.resolve(model.folder())))
            .isPresent();
  }

  private List<TaskRequest> named(List<TaskParameter> asked) throws ProjectException {
    List<TaskRequest> found = new ArrayList<>();
    for (TaskParameter parameter : asked) {
      String name = parameter.name() == null ? "" : parameter.name().trim();
      Task task =
          profile.tasks().stream()
              .filter(candidate -> candidate.name().equals(name))
              .findFirst()
              .orElseThrow(() -> unknown(name));
      Path folder = folder(task).orElse(project.resolve(task.folders().get(0)));
      found.add(new TaskRequest(task, folder, Optional.ofNullable(parameter.mainClass())));
    }
    return found;
  }

  private Optional<Path> folder(Task task) throws ProjectException {
    List<Path> there =
        task.folders().stream().map(project::resolve).filter(Files::isDirectory).toList();
    if (there.size() > 1) {
      throw new ProjectException(
          new Problem(
              ErrorCode.TASK_TWICE,
              "The project has both "
                  + there.get(0).getFileName()
                  + " and "
                  + there.get(1).getFileName()
                  + ".",
              "Both are folders of " + task.name() + ", and only one of them can be meant.",
              "Move their contents into " + task.folders().get(0) + " and remove the other."));
    }
    return there.stream().findFirst();
  }

  private ProjectException unknown(String name) {
    return new ProjectException(
        new Problem(
            ErrorCode.TASK_UNKNOWN,
            "hecktor.tasks names `" + name + "`.",
            "The profile " + profile.name() + " has the tasks " + taskNames() + ".",
            "Correct <tasks> in the POM or -Dhecktor.tasks, or choose another -Dhecktor.profile."));
  }

  private ProjectException noTask() {
    String first = profile.tasks().get(0).folders().get(0);
    return new ProjectException(
        new Problem(
            ErrorCode.TASK_MISSING,
            "The project has no task: none of the folders for "
                + taskNames()
                + " holds `resources`.",
            "Each task's image needs its model files.",
            "Put them into `" + first + "/resources`, and so on for the other tasks."));
  }

  private String taskNames() {
    return String.join(", ", profile.tasks().stream().map(Task::name).toList());
  }
}
