package io.hecktor.goal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hecktor.Problem;
import io.hecktor.blob.AtomicFile;
import io.hecktor.oci.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Why a task of a cluster's job could not run its cases, as the node tells it, or as its log does.
 *
 * @param file where the node tells it
 * @param log of the task
 */
record NodeProblem(Path file, Path log) {

  private static final int MOST_LOG_BYTES = 1 << 16;

  static NodeProblem of(Path folder, int index) {
    return new NodeProblem(
        folder.resolve("problems").resolve(index + ".json"), logs(folder).resolve(index + ".log"));
  }

  static Path logs(Path folder) {
    return folder.resolve("log");
  }

  void write(Problem problem) throws IOException {
    ObjectNode node = Json.newObject();
    node.put("code", problem.code().text());
    node.put("what", problem.what()).put("why", problem.why()).put("fix", problem.fix());
    AtomicFile.write(file, Json.pretty(node));
  }

  /** What is known, in a sentence. */
  Optional<String> words() throws IOException {
    if (Files.exists(file)) {
      ObjectNode node = Json.object(Files.readAllBytes(file), "the node's problem");
      return Optional.of(
          node.path("code").asText()
              + ": "
              + node.path("what").asText()
              + " "
              + node.path("fix").asText());
    }
    return lastLine().map(line -> "The task's log ends with `" + line + "`.");
  }

  private Optional<String> lastLine() throws IOException {
    if (!Files.isRegularFile(log) || Files.size(log) > MOST_LOG_BYTES) {
      return Optional.empty();
    }
    List<String> lines =
        new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("\t"))
            .toList();
    return lines.isEmpty() ? Optional.empty() : Optional.of(lines.get(lines.size() - 1).strip());
  }
}
