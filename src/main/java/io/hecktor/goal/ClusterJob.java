package io.hecktor.goal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hecktor.HecktorException;
import io.hecktor.archive.ImageLayout;
import io.hecktor.blob.AtomicFile;
import io.hecktor.challenge.Limits;
import io.hecktor.challenge.Profile;
import io.hecktor.challenge.Profiles;
import io.hecktor.challenge.Task;
import io.hecktor.lock.Lockfile;
import io.hecktor.oci.Json;
import io.hecktor.plan.TaskRequest;
import io.hecktor.verify.ExpectedUse;
import io.hecktor.verify.LocalCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A batch as a document in the shared folder: for the nodes that run its cases, and for whoever
 * gathers the results, perhaps days later and in another process.
 *
 * @param profile a shipped profile's name, or a file beside the document
 * @param task as the profile names it
 * @param taskFolder of the project
 * @param limits of each run, as the user has set them
 * @param terms how the cases are run
 * @param cases all that the report tells of
 * @param found how many cases there were to choose from
 * @param started when it was handed to the cluster
 */
record ClusterJob(
    String profile,
    String task,
    Path taskFolder,
    RunCost limits,
    Terms terms,
    List<JobCase> cases,
    int found,
    Instant started) {

  private static final String DOCUMENT = "job.json";
  private static final String IMAGE = "image";

  ClusterJob {
    cases = List.copyOf(cases);
  }

  /** The limits that a user may set. */
  record RunCost(Duration time, long memoryBytes) {}

  /**
   * How the cases are run.
   *
   * @param engine {@code auto}, or an engine's name
   * @param debug whether the program is asked to tell more
   * @param expected what the cases' expected outputs are for
   * @param casesPerTask how many cases a task of the array runs, one after the other
   * @param nodeFolder a folder of each node's own
   * @param gpu whether the images see the node's GPU
   */
  record Terms(
      String engine,
      boolean debug,
      ExpectedUse expected,
      int casesPerTask,
      Path nodeFolder,
      GpuRequest gpu) {}

  /**
   * A case.
   *
   * @param local where its files are
   * @param stamp all that its verdict depends on
   * @param pending whether it is to be run
   */
  record JobCase(LocalCase local, String stamp, boolean pending) {}

  /**
   * The job that a batch is handed over as.
   *
   * @param profile a shipped profile's name, or a file beside the document
   */
  static ClusterJob of(TestRunRequest request, Batch batch, String profile, Terms terms) {
    Set<LocalCase> pending = new HashSet<>(batch.pending());
    List<JobCase> cases = new ArrayList<>();
    for (LocalCase one : batch.chosen()) {
      LocalCase seen =
          new LocalCase(
              one.name(),
              one.label(),
              one.input().toAbsolutePath().normalize(),
              one.expected().map(path -> path.toAbsolutePath().normalize()));
      cases.add(new JobCase(seen, batch.stamp(one), pending.contains(one)));
    }
    Limits limits = batch.image().task().task().limits();
    return new ClusterJob(
        profile,
        batch.task(),
        batch.image().task().folder().toAbsolutePath().normalize(),
        new RunCost(limits.time().value(), limits.memoryBytes().value()),
        terms,
        cases,
        batch.found(),
        request.clock().instant());
  }

  /** The folder of such documents in that of a test run; hidden, so that no case has its name. */
  static Path folder(Path testRun) {
    return testRun.resolve(".batch");
  }

  static Path document(Path folder) {
    return folder.resolve(DOCUMENT);
  }

  /** Where the nodes read the image: a copy, so that it stays while the project is built anew. */
  static ImageLayout image(Path folder) {
    return new ImageLayout(folder.resolve(IMAGE));
  }

  /** The cases that a task of the array runs. */
  List<JobCase> of(int index) {
    List<JobCase> pending = pending();
    int from = Math.min(pending.size(), index * terms.casesPerTask());
    return pending.subList(from, Math.min(pending.size(), from + terms.casesPerTask()));
  }

  List<JobCase> pending() {
    return cases.stream().filter(JobCase::pending).toList();
  }

  int tasks() {
    return (pending().size() + terms.casesPerTask() - 1) / terms.casesPerTask();
  }

  /** The rules as they were when the job was made. */
  Profile rules(Path folder) throws HecktorException {
    return Profiles.open(profile, folder).withLimits(this::limited);
  }

  /** A limit that nobody has set keeps its source, which findings name. */
  private Limits limited(Limits given) {
    Limits changed = given;
    if (!given.time().value().equals(limits.time())) {
      changed = changed.withTime(given.time().overriddenBy(limits.time(), "hecktor.timeLimit"));
    }
    if (given.memoryBytes().value() != limits.memoryBytes()) {
      changed =
          changed.withMemory(
              given.memoryBytes().overriddenBy(limits.memoryBytes(), "hecktor.memoryLimit"));
    }
    return changed;
  }

  /** The image as the nodes read it. */
  BuiltImage image(Path folder, Profile rules) throws IOException {
    Task found =
        rules.tasks().stream().filter(one -> one.name().equals(task)).findFirst().orElseThrow();
    ImageLayout layout = image(folder);
    return new BuiltImage(
        new TaskRequest(found, taskFolder, Optional.empty()),
        layout.read(),
        layout,
        new Lockfile(List.of()));
  }

  /** The batch that it stands for. */
  Batch batch(Path testRun, BuiltImage image) {
    Map<String, String> stamps = new HashMap<>();
    cases.forEach(one -> stamps.put(one.local().name(), one.stamp()));
    return new Batch(
        image,
        found,
        cases.stream().map(JobCase::local).toList(),
        pending().stream().map(JobCase::local).toList(),
        stamps,
        testRun);
  }

  void write(Path folder) throws IOException {
    ObjectNode root = Json.newObject();
    root.put("profile", profile).put("task", task).put("taskFolder", taskFolder.toString());
    root.put("timeMillis", limits.time().toMillis()).put("memoryBytes", limits.memoryBytes());
    root.put("engine", terms.engine()).put("debug", terms.debug());
    root.put("expected", terms.expected().name()).put("casesPerTask", terms.casesPerTask());
    root.put("nodeFolder", terms.nodeFolder().toString());
    root.put("gpu", terms.gpu().wish().name());
    ArrayNode folders = root.putArray("cdiFolders");
    terms.gpu().cdiFolders().forEach(one -> folders.add(one.toString()));
    root.put("found", found).put("started", started.toString());
    ArrayNode all = root.putArray("cases");
    for (JobCase one : cases) {
      ObjectNode node = all.addObject();
      node.put("case", one.local().name()).put("label", one.local().label());
      node.put("input", one.local().input().toString());
      one.local().expected().ifPresent(path -> node.put("expected", path.toString()));
      node.put("stamp", one.stamp()).put("pending", one.pending());
    }
    AtomicFile.write(document(folder), Json.pretty(root));
  }

  /**
   * Reads a document.
   *
   * @throws IOException if there is none, or it is none
   */
  static ClusterJob read(Path folder) throws IOException {
    JsonNode root = Json.object(Files.readAllBytes(document(folder)), DOCUMENT);
    List<JobCase> cases = new ArrayList<>();
    for (JsonNode node : root.path("cases")) {
      LocalCase local =
          new LocalCase(
              node.path("case").asText(),
              node.path("label").asText(),
              Path.of(node.path("input").asText()),
              node.has("expected")
                  ? Optional.of(Path.of(node.path("expected").asText()))
                  : Optional.empty());
      cases.add(new JobCase(local, node.path("stamp").asText(), node.path("pending").asBoolean()));
    }
    return new ClusterJob(
        root.path("profile").asText(),
        root.path("task").asText(),
        Path.of(root.path("taskFolder").asText()),
        new RunCost(
            Duration.ofMillis(root.path("timeMillis").asLong()), root.path("memoryBytes").asLong()),
        new Terms(
            root.path("engine").asText(),
            root.path("debug").asBoolean(),
            ExpectedUse.valueOf(root.path("expected").asText()),
            root.path("casesPerTask").asInt(),
            Path.of(root.path("nodeFolder").asText()),
            gpu(root)),
        cases,
        root.path("found").asInt(),
        Instant.parse(root.path("started").asText()));
  }

  private static GpuRequest gpu(JsonNode root) {
    List<Path> folders = new ArrayList<>();
    root.path("cdiFolders").forEach(one -> folders.add(Path.of(one.asText())));
    return new GpuRequest(GpuRequest.Wish.valueOf(root.path("gpu").asText("AUTO")), folders);
  }
}
