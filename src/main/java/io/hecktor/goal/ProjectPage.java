package io.hecktor.goal;

import com.fasterxml.jackson.databind.JsonNode;
import io.hecktor.ErrorCode;
import io.hecktor.Progress;
import io.hecktor.page.ReportFacts;
import io.hecktor.page.ReportPage;
import io.hecktor.page.TaskFacts;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

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
      if (write()) {
        progress.stage("Report for people: " + place());
      }
    } catch (IOException e) {
      progress.warn(Failures.of(e, "`" + NAME + "` was written").problem());
    }
  }

  /**
   * Begins to write the page as things stand now, for those who look at it while cases run. Where
   * that fails it is told when the page is written at the end.
   */
  Housekeeping begin() {
    return Housekeeping.start(
        () -> {
          try {
            write();
          } catch (IOException e) {
            progress.detail("`" + NAME + "` could not be written yet: " + e.getMessage());
          }
        });
  }

  private boolean write() throws IOException {
    ReportFacts facts = facts();
    if (facts.tasks().isEmpty()) {
      return false;
    }
    ReportPage.write(facts, folder.resolve(NAME));
    return true;
  }

  /** As the other goals name what they leave: {@code target/hecktor/report.html}. */
  private Path place() {
    Path page = folder.toAbsolutePath().normalize().resolve(NAME);
    return page.subpath(Math.max(0, page.getNameCount() - 3), page.getNameCount());
  }

  ReportFacts facts() throws IOException {
    List<TaskFacts> tasks = new ArrayList<>();
    String project = "";
    String plugin = "";
    for (Path task : folders()) {
      TaskFiles files = new TaskFiles(task);
      TaskFacts facts = files.facts();
      if (facts.isEmpty()) {
        continue;
      }
      tasks.add(facts);
      JsonNode metadata = files.bill().path("metadata");
      if (project.isEmpty() && metadata.isObject()) {
        project = project(metadata.path("component"), facts.task());
        plugin = metadata.path("tools").path("components").path(0).path("version").asText();
      }
    }
    boolean found = tasks.stream().anyMatch(ProjectPage::hasFindings);
    return new ReportFacts(project, plugin, tasks, found ? catalogue() : Map.of());
  }

  /** Where all went well nobody waits for the catalogue to be read. */
  private static boolean hasFindings(TaskFacts task) {
    return task.run().stream()
        .flatMap(run -> run.cases().stream())
        .anyMatch(one -> !one.violations().isEmpty() || !one.warnings().isEmpty());
  }

  /** What the catalogue of errors calls each of them. */
  private static Map<ErrorCode, String> catalogue() {
    Map<ErrorCode, String> titles = new EnumMap<>(ErrorCode.class);
    for (String title : ExplainGoal.shipped().titles()) {
      String[] parts = title.split(": ", 2);
      ErrorCode.of(parts[0])
          .filter(code -> parts.length > 1)
          .ifPresent(code -> titles.put(code, parts[1].replace("`", "")));
    }
    return titles;
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
}
