package io.hecktor.goal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hecktor.testing.MavenProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A newcomer's first two commands, by a real Maven, in an empty folder and in the template's
 * layout.
 */
class InitIT {

  private static final String INIT =
      "io.hecktor:hecktor-maven-plugin:" + MavenProject.version() + ":init";

  @TempDir Path folder;

  @Test
  void givesThreeArchivesAndPassedReportsFromAnEmptyFolder() throws IOException {
    MavenProject project = MavenProject.empty(folder.resolve("my-algorithm"));

    String words = project.maven(INIT).succeed().stdout();
    project.maven("verify", "-Dhecktor.base=host", "-Dhecktor.requireTestRun=true").succeed();

    assertThat(words)
        .contains("Wrote ", "  pom.xml", "mvn -B verify -Dhecktor.base=host")
        .doesNotContain("[WARNING]");
    for (String task : new String[] {"task1", "task2", "task3"}) {
      assertThat(project.output("submission_" + task + ".tar.gz")).isNotEmptyFile();
      assertThat(Files.readString(project.output(task + "/test-run/report.json")))
          .contains("\"verdict\" : \"pass\"");
    }
    assertThat(project.folder().resolve("target/my-algorithm-1.0.0-SNAPSHOT.jar")).exists();
  }

  /** As the challenge's branch has it: stubs of 1 x 1 pixel in one task, no image in another. */
  @Test
  void makesArchivesOfAFolderInTheTemplatesLayout() throws IOException {
    MavenProject project = MavenProject.empty(folder.resolve("template"));
    Path stub = Path.of("it/baseline/Task1/test/cases/stub-2d/input/images/ct/ct.mha");
    Map<String, byte[]> files =
        Map.of(
            "Task_1/do_save.sh", "docker save".getBytes(),
            "Task_1/resources/checkpoints/best_model.pth", new byte[1000],
            "Task_1/test/input/ehr.json", "{\"Age\": null}".getBytes(),
            "Task_1/test/input/images/ct/a.mha", Files.readAllBytes(stub),
            "Task_1/test/input/images/pet/b.mha", Files.readAllBytes(stub),
            "Task_2/resources/ensemble_model.pt", new byte[1000],
            "Task_2/test/input/ehr.json", "{}".getBytes());
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = project.folder().resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }

    String words = project.maven(INIT, "-Dpackage=org.example.moved").succeed().stdout();
    project.maven("verify", "-Dhecktor.base=host", "-Dhecktor.requireTestRun=true").succeed();

    assertThat(words).contains("Task_1/do_save.sh: mvn hecktor:save -Dhecktor.tasks=task1");
    assertThat(project.output("submission_task1.tar.gz")).isNotEmptyFile();
    assertThat(project.output("submission_task2.tar.gz")).isNotEmptyFile();
    assertThat(project.output("submission_task3.tar.gz")).doesNotExist();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      assertThat(project.folder().resolve(file.getKey())).hasBinaryContent(file.getValue());
    }
  }
}
