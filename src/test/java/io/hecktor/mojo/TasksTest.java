package io.hecktor.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.ProjectException;
import io.hecktor.challenge.Profile;
import io.hecktor.challenge.Profiles;
import io.hecktor.plan.TaskRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TasksTest {

  @TempDir Path project;
  private Profile profile;

  @BeforeEach
  void openTheProfile() throws Exception {
    profile = Profiles.open("hecktor2025", project);
  }

  @Test
  void findsTheTasksWhoseFoldersHoldResourcesInTheChallengesOrder() throws Exception {
    make("Task3/resources");
    make("Task_1/resources");
    make("Task2/test");

    assertThat(names(Tasks.find(project, profile, List.of()))).containsExactly("task1", "task3");
  }

  @Test
  void takesTheTasksThatAreAskedForInThatOrder() throws Exception {
    make("Task1/resources");
    make("Task3/resources");

    assertThat(names(Tasks.find(project, profile, asked("task3", "task1"))))
        .containsExactly("task3", "task1");
  }

  @Test
  void aModelFolderMakesATaskWhereWeightsGoApart() throws Exception {
    make("Task/model");

    Profile next = Profiles.open("hecktor2026", project);
    assertThat(names(Tasks.find(project, next, List.of()))).containsExactly("task");
  }

  @Test
  void bothSpellingsOfOneFolderAreAMistake() throws Exception {
    make("Task1/resources");
    make("Task_1/resources");

    assertThatThrownBy(() -> Tasks.find(project, profile, List.of()))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("both Task1 and Task_1");
  }

  @Test
  void anUnknownTaskIsNamedWithThoseThereAre() {
    assertThatThrownBy(() -> Tasks.find(project, profile, asked("Task1")))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("names `Task1`")
        .hasMessageContaining("task1, task2, task3");
  }

  @Test
  void aProjectWithoutTasksIsToldWhereTheModelFilesGo() {
    assertThatThrownBy(() -> Tasks.find(project, profile, List.of()))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("`Task1/resources`");
  }

  private void make(String folder) throws IOException {
    Files.createDirectories(project.resolve(folder));
  }

  private static List<TaskParameter> asked(String... names) {
    return List.of(names).stream()
        .map(
            name -> {
              TaskParameter parameter = new TaskParameter();
              parameter.set(name);
              return parameter;
            })
        .toList();
  }

  private static List<String> names(List<TaskRequest> tasks) {
    return tasks.stream().map(task -> task.task().name()).toList();
  }
}
