package io.hecktor.goal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hecktor.blob.AtomicFile;
import io.hecktor.oci.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a cluster calls a job.
 *
 * @param number the cluster's
 * @param tasks of its array
 */
record SubmittedJob(String number, int tasks) {

  static Path file(Path folder) {
    return folder.resolve("submitted.json");
  }

  void write(Path folder) throws IOException {
    ObjectNode node = Json.newObject();
    node.put("job", number).put("tasks", tasks);
    AtomicFile.write(file(folder), Json.pretty(node));
  }

  static SubmittedJob read(Path folder) throws IOException {
    ObjectNode node = Json.object(Files.readAllBytes(file(folder)), "submitted.json");
    return new SubmittedJob(node.path("job").asText(), node.path("tasks").asInt());
  }
}
