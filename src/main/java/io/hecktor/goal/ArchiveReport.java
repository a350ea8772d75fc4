package io.hecktor.goal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hecktor.EnvironmentException;
import io.hecktor.HecktorException;
import io.hecktor.blob.AtomicFile;
import io.hecktor.oci.Json;
import io.hecktor.page.ArchiveFacts;
import io.hecktor.verify.UploadFinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code archive.json}: what was saved of a task, and what came of the platform's import rules. */
final class ArchiveReport {

  /** The file's name. */
  static final String NAME = "archive.json";

  private ArchiveReport() {}

  /**
   * Writes the file beside the image's layout.
   *
   * @throws EnvironmentException if the disk fails
   */
  static void write(SavedArchive saved, Instant now, BuiltImage image) throws HecktorException {
    ObjectNode node = Json.newObject();
    node.put("task", saved.task());
    node.put("archive", String.valueOf(saved.file().getFileName()));
    node.put("size", saved.sizeBytes());
    node.put("sha256", saved.sha256().hex());
    node.put("image", saved.imageId().toString());
    node.put("saved", now.toString());
    ArrayNode findings = node.putArray("findings");
    for (UploadFinding finding : saved.findings()) {
      ArchiveFacts.Finding one = of(finding);
      findings
          .addObject()
          .put("rule", one.rule())
          .put("outcome", one.outcome().name().toLowerCase(Locale.ROOT))
          .put("observed", one.observed())
          .put("fix", one.fix());
    }
    try {
      AtomicFile.write(image.layout().folder().resolveSibling(NAME), Json.pretty(node));
    } catch (IOException e) {
      throw Failures.of(e, "the archive of " + saved.task() + " was written down");
    }
  }

  private static ArchiveFacts.Finding of(UploadFinding finding) {
    String rule = finding.rule().title();
    if (finding instanceof UploadFinding.Passed it) {
      return new ArchiveFacts.Finding(rule, ArchiveFacts.Outcome.KEPT, it.observed(), "");
    } else if (finding instanceof UploadFinding.Noted it) {
      return new ArchiveFacts.Finding(rule, ArchiveFacts.Outcome.NOTED, it.observed(), it.fix());
    } else if (finding instanceof UploadFinding.Failed it) {
      return new ArchiveFacts.Finding(
          rule, ArchiveFacts.Outcome.BROKEN, it.observed() + ". " + it.platformSays(), it.fix());
    }
    String reason = finding instanceof UploadFinding.NotChecked it ? it.reason() : "";
    return new ArchiveFacts.Finding(rule, ArchiveFacts.Outcome.NOT_CHECKED, reason, "");
  }

  /**
   * Reads the file of a task.
   *
   * @throws IOException if it is no such document
   */
  static Optional<ArchiveFacts> read(Path taskFolder) throws IOException {
    try {
      ObjectNode node = Json.object(Files.readAllBytes(taskFolder.resolve(NAME)), NAME);
      List<ArchiveFacts.Finding> findings = new ArrayList<>();
      for (JsonNode one : node.path("findings")) {
        findings.add(
            new ArchiveFacts.Finding(
                one.path("rule").asText(),
                ArchiveFacts.Outcome.valueOf(one.path("outcome").asText().toUpperCase(Locale.ROOT)),
                one.path("observed").asText(),
                one.path("fix").asText()));
      }
      return Optional.of(
          new ArchiveFacts(
              node.path("archive").asText(),
              node.path("size").asLong(),
              node.path("sha256").asText(),
              node.path("image").asText(),
              Instant.parse(node.path("saved").asText()),
              findings));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IOException(NAME + " is no record of an archive", e);
    }
  }
}
