package io.hecktor.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.hecktor.testing.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Types what the site tells its readers to type: first the tutorial, from an empty folder, then
 * each how-to in a copy of the project that came of it. {@code not-run.yaml} lists what is left
 * out.
 */
class SiteCommandsIT {

  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final String PROJECT = "my-algorithm";

  @TempDir static Path folder;

  private static Path tutorial;

  @BeforeAll
  static void followTheTutorial() throws Exception {
    makeMachine();
    tutorial = Files.createDirectory(folder.resolve("tutorial"));
    type(Page.of("tutorial.md"), tutorial);
  }

  /** A machine whose Maven knows the plugin, and whose settings name a base that is at hand. */
  private static void makeMachine() throws IOException {
    String repository = Path.of(property("hecktor.it.userRepository")).toUri().toString();
    String settings =
        Files.readString(Path.of("it", "settings.xml"))
            .replace("@localRepositoryUrl@", repository)
            .replaceFirst(
                "<repositories>",
                "<properties><hecktor.base>host</hecktor.base><hecktor.cache>"
                    + property("hecktor.it.cache")
                    + "</hecktor.cache></properties><repositories>");
    Path settingsFile = Files.writeString(folder.resolve("settings.xml"), settings);
    String maven = Command.of("sh", "-c", "command -v mvn").succeed().stdout().strip();
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Path wrapper =
        Files.writeString(
            bin.resolve("mvn"),
            "#!/bin/sh\nexec '%s' -B -ntp -s '%s' '-Dmaven.repo.local=%s' \"$@\"\n"
                .formatted(maven, settingsFile, property("hecktor.it.localRepository")));
    Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static String property(String name) {
    String value = System.getProperty(name);
    if (value == null) {
      throw new IllegalStateException(name + " is not set: run the test through 'mvn verify'");
    }
    return value;
  }

  private static Command.Result type(Page page, Path where) throws IOException {
    StringBuilder script = new StringBuilder("set -eu\n");
    for (String command : runnable(page)) {
      script.append("echo '$ ").append(command.replace("'", "'\\''")).append("'\n");
      script.append(command).append('\n');
    }
    return Command.of("bash", "-c", script)
        .in(where)
        .env("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"))
        .within(LIMIT)
        .succeed();
  }

  private static List<String> runnable(Page page) throws IOException {
    Set<String> left = new HashSet<>(NotRun.all().stream().map(NotRun::command).toList());
    return page.typed().stream().filter(command -> !left.contains(command)).toList();
  }

  @Test
  void theTutorialEndsWithThreeArchives() {
    assertThat(tutorial.resolve(PROJECT).resolve("target/hecktor"))
        .isDirectoryContaining("glob:**/submission_task1.tar.gz")
        .isDirectoryContaining("glob:**/submission_task2.tar.gz")
        .isDirectoryContaining("glob:**/submission_task3.tar.gz");
  }

  @ParameterizedTest
  @MethodSource("howTos")
  void eachCommandWorks(Page page) throws IOException {
    Path place = Files.createDirectories(folder.resolve(page.path().getFileName().toString()));
    Command.of("cp", "-r", tutorial.resolve(PROJECT), place).succeed();
    Path project = place.resolve(PROJECT);
    leaveOneTask(project);
    giveBases(project.resolve("target").resolve("hecktor"), project);
    giveCases(project, place.resolve("cases"));

    type(page, project);
  }

  /** The pages with commands that no page before them has. */
  static List<Page> howTos() throws IOException {
    Set<String> typed = new HashSet<>(runnable(Page.of("tutorial.md")));
    List<Page> pages = new ArrayList<>();
    for (Page page : Page.all()) {
      if (typed.addAll(runnable(page))) {
        pages.add(page);
      }
    }
    return pages;
  }

  /** So each command takes a third of the time; its tests the tutorial has run. */
  private static void leaveOneTask(Path project) throws IOException {
    Command.of("rm", "-r", "Task1", "Task3", "hecktor.lock", "src/test", "target/test-classes")
        .in(project)
        .succeed();
  }

  /** What readers who name a base of their own have: an image layout and an archive of it. */
  private static void giveBases(Path output, Path project) {
    Command.of("cp", "-r", output.resolve("task1/image"), project.resolve("base")).succeed();
    Command.of("cp", output.resolve("submission_task1.tar.gz"), project.resolve("base.tar.gz"))
        .succeed();
  }

  /** What readers with cases of their own have: a folder of cases beside the project. */
  private static void giveCases(Path project, Path cases) throws IOException {
    for (String name : List.of("patient-1", "patient-2")) {
      Path one = Files.createDirectories(cases.resolve(name));
      Command.of("cp", "-r", project.resolve("Task2/test/input"), one).succeed();
    }
  }
}
