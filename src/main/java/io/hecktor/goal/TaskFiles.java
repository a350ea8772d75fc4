package io.hecktor.goal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.hecktor.oci.Json;
import io.hecktor.page.Exhibit;
import io.hecktor.page.ImageFacts;
import io.hecktor.page.TaskFacts;
import io.hecktor.verify.ReportFile;
import io.hecktor.verify.TestRunReport;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What goals have left of a task, as far as it can be read: a file that is cut short or is another
 * one's is told of, and the rest of the page stands.
 */
final class TaskFiles {

  private static final String IMAGE = "image.json";
  private static final String BILL = "sbom.cdx.json";

  private final Path folder;
  private final JsonNode bill;
  private final List<String> spoilt = new ArrayList<>();

  /**
   * Files of a task.
   *
   * @param folder such as {@code target/hecktor/task1}
   */
  TaskFiles(Path folder) {
    this.folder = folder;
    this.bill = document(BILL);
  }

  /** The bill of materials; missing where there is none. */
  JsonNode bill() {
    return bill;
  }

  TaskFacts facts() {
    Optional<ImageFacts> image = ImageFile.facts(document(IMAGE), bill);
    Path testRun = folder.resolve("test-run");
    Optional<TestRunReport> run =
        read(
            TaskRun.REPORT,
            () ->
                ReportFile.read(
                    testRun.resolve(TaskRun.REPORT), Batch.records(testRun), spoilt::add));
    List<Exhibit> exhibits = run.isPresent() ? exhibits(ExhibitMaker.folder(testRun)) : List.of();
    return new TaskFacts(
        String.valueOf(folder.getFileName()),
        run,
        exhibits,
        image,
        read(ArchiveReport.NAME, () -> ArchiveReport.read(folder)),
        spoilt);
  }

  private List<Exhibit> exhibits(Path made) {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(made)) {
      try (DirectoryStream<Path> children = Files.newDirectoryStream(made, "*.json")) {
        children.forEach(files::add);
      } catch (IOException e) {
        spoilt("the folder of what is shown of cases", e);
      }
    }
    files.sort(null);
    List<Exhibit> exhibits = new ArrayList<>();
    for (Path file : files) {
      String name = String.valueOf(file.getFileName());
      read(
              "what is shown of case " + name,
              () -> Optional.of(ExhibitJson.read(Files.readAllBytes(file), name)))
          .ifPresent(exhibits::add);
    }
    return exhibits;
  }

  private JsonNode document(String name) {
    Optional<JsonNode> document =
        read(name, () -> Optional.of(Json.object(Files.readAllBytes(folder.resolve(name)), name)));
    return document.orElseGet(MissingNode::getInstance);
  }

  /** Reads a file that may be missing. */
  private interface Reading<T> {
    Optional<T> read() throws IOException;
  }

  private <T> Optional<T> read(String name, Reading<T> reading) {
    try {
      return reading.read();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      spoilt(name, e);
      return Optional.empty();
    }
  }

  /** A system's message may begin with the file's whole path, which a page need not tell. */
  private void spoilt(String name, IOException e) {
    String message =
        e instanceof FileSystemException closed
            ? closed.getReason()
            : String.valueOf(e.getMessage());
    spoilt.add(
        "Not shown, since it cannot be read: "
            + name
            + " ("
            + Objects.requireNonNullElse(message, "it cannot be opened")
            + "). The goal that wrote it writes it anew.");
  }
}
