package io.hecktor.goal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hecktor.blob.AtomicFile;
import io.hecktor.oci.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A job on a Kubernetes cluster, as whoever gathers its results finds it.
 *
 * @param name of the job, and of its folder in the volume
 * @param namespace that it is in
 * @param context of the cluster, where one was named
 * @param folder where this machine sees the job's folder in the volume
 * @param gpus that each pod has
 */
record KubernetesJob(
    String name, String namespace, Optional<String> context, Path folder, int gpus) {

  private static final String DOCUMENT = "kubernetes.json";

  static Path file(Path folder) {
    return folder.resolve(DOCUMENT);
  }

  void write(Path folder) throws IOException {
    ObjectNode node = Json.newObject();
    node.put("job", name).put("namespace", namespace).put("folder", this.folder.toString());
    node.put("gpus", gpus);
    context.ifPresent(it -> node.put("context", it));
    AtomicFile.write(file(folder), Json.pretty(node));
  }

  static KubernetesJob read(Path folder) throws IOException {
    ObjectNode node = Json.object(Files.readAllBytes(file(folder)), DOCUMENT);
    return new KubernetesJob(
        node.path("job").asText(),
        node.path("namespace").asText(),
        Optional.ofNullable(node.get("context")).map(it -> it.asText()),
        Path.of(node.path("folder").asText()),
        node.path("gpus").asInt());
  }
}
