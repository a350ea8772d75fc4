package io.hecktor.goal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.hecktor.Progress;
import io.hecktor.oci.Json;
import io.hecktor.page.Exhibit;
import io.hecktor.page.ReportFacts;
import io.hecktor.page.ReportPage;
import io.hecktor.page.TaskFacts;
import io.hecktor.verify.ReportFile;
import io.hecktor.verify.TestRunReport;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code report.html}, made anew from what goals have left in the output folder, so that each goal
 * adds what it knows and none forgets what another one found.
 */
final class ProjectPage {

  /** The page's name. */
  static final String NAME = "report.html";

  private final Path folder;
  private final Progress progress;

  /**
   * The page of an output folder.
   *
   * @param folder such as {@code target/hecktor}
   */
  ProjectPage(Path folder, Progress progress) {
    this.folder = folder;
    this.progress = progress;
  }

  /** Writes the page where there is something to tell; where that fails it is only warned of. */
  void refresh() {
    try {
      ReportFacts facts = facts();
      if (!facts.tasks().isEmpty()) {
        ReportPage.write(facts, folder.resolve(NAME));
        progress.stage("Report for people: " + folder.getFileName() + "/" + NAME);
      }
    } catch (IOException e) {
      progress.warn(Failures.of(e, "`" + NAME + "` was written").problem());
    }
  }

  ReportFacts facts() throws IOException {
    List<TaskFacts> tasks = new ArrayList<>();
    String project = "";
    String plugin = "";
    for (Path task : folders()) {
      JsonNode metadata = document(task.resolve("sbom.cdx.json")).path("metadata");
      TaskFacts facts = task(task);
      if (facts.image().isEmpty() && facts.run().isEmpty()) {
        continue;
      }
      tasks.add(facts);
      if (project.isEmpty() && metadata.isObject()) {
        project = project(metadata.path("component"), facts.task());
        plugin = metadata.path("tools").path("components").path(0).path("version").asText();
      }
    }
    return new ReportFacts(project, plugin, tasks);
  }

  /** The bill of materials is one of an image, whose name ends with its task's. */
  private static String project(JsonNode component, String task) {
    String name = component.path("name").asText();
    String own =
        name.endsWith("-" + task) ? name.substring(0, name.length() - task.length() - 1) : name;
    return own + " " + component.path("version").asText();
  }

  private List<Path> folders() throws IOException {
    List<Path> tasks = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
        for (Path child : children) {
          if (Files.isDirectory(child)) {
            tasks.add(child);
          }
        }
      }
    }
    tasks.sort(null);
    return tasks;
  }

  private static TaskFacts task(Path task) throws IOException {
    Path testRun = task.resolve("test-run");
    Optional<TestRunReport> run =
        ReportFile.read(testRun.resolve(TaskRun.REPORT), Batch.records(testRun));
    return new TaskFacts(
        String.valueOf(task.getFileName()),
        run,
        run.isPresent() ? exhibits(ExhibitMaker.folder(testRun)) : List.of(),
        ImageFile.facts(
            document(task.resolve("image.json")), document(task.resolve("sbom.cdx.json"))),
        ArchiveReport.read(task));
  }

  private static List<Exhibit> exhibits(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> children = Files.newDirectoryStream(folder, "*.json")) {
        children.forEach(files::add);
      }
    }
    files.sort(null);
    List<Exhibit> exhibits = new ArrayList<>();
    for (Path file : files) {
      exhibits.add(ExhibitJson.read(Files.readAllBytes(file), String.valueOf(file.getFileName())));
    }
    return exhibits;
  }

  private static JsonNode document(Path file) throws IOException {
    try {
      return Json.object(Files.readAllBytes(file), String.valueOf(file.getFileName()));
    } catch (NoSuchFileException e) {
      return MissingNode.getInstance();
    }
  }
}
