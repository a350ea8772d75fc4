package io.hecktor.goal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hecktor.EnvironmentException;
import io.hecktor.HecktorException;
import io.hecktor.Progress;
import io.hecktor.ProjectException;
import io.hecktor.challenge.Profile;
import io.hecktor.challenge.Profiles;
import io.hecktor.oci.Json;
import io.hecktor.sandbox.Engine;
import io.hecktor.sandbox.Engines;
import io.hecktor.sandbox.Host;
import io.hecktor.slurm.Slurm;
import io.hecktor.testing.RealTool;
import io.hecktor.testing.SlurmCluster;
import io.hecktor.verify.ExpectedUse;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Batches on a real cluster: what happens to its tasks, and that the report is that of this
 * machine.
 */
class SlurmBatchIT {

  private static final Duration TIME_LIMIT = Duration.ofSeconds(8);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String WAITS = "case-02";
  private static final Map<String, String> PLANTED =
      Map.of("case-05", "network", "case-11", "filesystem", "case-17", "sleeps", WAITS, "waits");

  private static SlurmCluster cluster;
  private static Path programs;
  @TempDir static Path tools;
  private static Path program;

  @TempDir Path temp;
  private BuiltProject project;

  @BeforeAll
  static void startCluster() throws IOException {
    RealTool.STRACE.require();
    cluster = SlurmCluster.start();
    programs = cluster.programs();
    Path source = tools.resolve("case-program.c");
    try (InputStream in = SlurmBatchIT.class.getResourceAsStream("case-program.c")) {
      Files.copy(in, source);
    }
    program = tools.resolve("program");
    RealTool.GCC.command("-static", "-O1", "-o", program, source).succeed();
  }

  @AfterAll
  static void stopCluster() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @BeforeEach
  void makeProject() throws IOException, HecktorException {
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
    Profile rules =
        Profiles.open("hecktor2025", temp)
            .withLimits(
                limits ->
                    limits
                        .withTime(limits.time().overriddenBy(TIME_LIMIT, "hecktor.timeLimit"))
                        .withMemory(
                            limits.memoryBytes().overriddenBy(64L << 20, "hecktor.memoryLimit")));
    project = new BuiltProject(temp, rules, List.of("task2"), Optional.of(program));
    says("Task2/test/input", "nothing");
  }

  private void says(String input, String word) throws IOException {
    Files.createDirectories(project.folder.resolve(input));
    Files.writeString(project.folder.resolve(input).resolve("does.txt"), word);
  }

  /** 24 cases with that of the folder test/input. */
  private void plant() throws IOException {
    for (int i = 1; i < 24; i++) {
      String name = "case-%02d".formatted(i);
      says("Task2/test/cases/" + name + "/input", PLANTED.getOrDefault(name, "nothing"));
    }
  }

  private TestRunRequest request(boolean resume, boolean failFast) {
    TestRunRequest plain = project.request(false, 1);
    return new TestRunRequest(
        plain.build(),
        plain.projectFolder(),
        new TestRunRequest.Options(false, ExpectedUse.SAME, true, GpuRequest.none(), false),
        new TestRunRequest.BatchOptions(
            Optional.empty(), Optional.empty(), Parallel.of(2), resume, failFast),
        Instant::now);
  }

  private ClusterRequest cluster(boolean detach, int casesPerTask) {
    return cluster(detach, casesPerTask, List.of());
  }

  private ClusterRequest cluster(boolean detach, int casesPerTask, List<String> options) {
    List<Path> classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(Path::of)
            .filter(Files::exists)
            .filter(path -> !path.toString().contains("surefire"))
            .toList();
    return new ClusterRequest(
        new Slurm(List.of(programs)),
        new ClusterRequest.TaskNeeds(1, casesPerTask, options),
        new ClusterRequest.Node(
            classPath,
            Path.of(System.getProperty("java.home")),
            temp.resolve("node"),
            "unshare",
            Optional.empty()),
        detach,
        job -> true);
  }

  private void runOnCluster(TestRunRequest request, ClusterRequest place)
      throws HecktorException, IOException {
    BuildGoal unused = new BuildGoal(project.store, null, Progress.silent());
    new TestRunGoal(
            unused,
            project.store,
            new TestRunGoal.Place(() -> null, Optional.of(place)),
            Progress.silent())
        .run(request, new SlurmExecutor(request, place, Progress.silent()), project.images());
  }

  private void runHere() throws HecktorException, IOException {
    BuildGoal unused = new BuildGoal(project.store, null, Progress.silent());
    Host host = Host.of(temp.resolve("trial"), System.getenv());
    Engine engine = Engines.choose("unshare", host).engine();
    new TestRunGoal(unused, project.store, () -> null, Progress.silent())
        .run(request(false, false), engine, project.images());
  }

  private CompletableFuture<Throwable> inBackground(TestRunRequest request, ClusterRequest place) {
    return CompletableFuture.supplyAsync(() -> catchThrowable(() -> runOnCluster(request, place)));
  }

  private static void await(String what, BooleanSupplier condition) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("Waited in vain until " + what + ":\n" + cluster.logs());
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private Path run() {
    return project.run("task2");
  }

  private ObjectNode report() throws IOException {
    return Json.object(Files.readAllBytes(run().resolve("report.json")), "report.json");
  }

  /** What two runs of the same cases must agree on: all but when and how fast. */
  private ObjectNode comparable() throws IOException {
    ObjectNode report = report();
    List.of("started", "slowest").forEach(report::remove);
    for (JsonNode one : report.path("cases")) {
      ((ObjectNode) one).remove(List.of("durationSeconds", "peakMemoryBytes", "memorySamples"));
      one.path("violations").forEach(SlurmBatchIT::forgetTimes);
    }
    report.path("violations").forEach(SlurmBatchIT::forgetTimes);
    ((ObjectNode) report.path("batch"))
        .remove(List.of("executor", "timeSeconds", "memoryBytes", "slowest", "hungriest"));
    return report;
  }

  private static void forgetTimes(JsonNode violation) {
    ObjectNode node = (ObjectNode) violation;
    node.put("evidence", node.path("evidence").asText().replaceAll("\\d+\\.\\d+ s", "some s"));
  }

  private List<String> unfinished(String cause) throws IOException {
    List<String> names = new ArrayList<>();
    for (JsonNode one : report().path("batch").path("unfinished")) {
      if (one.path("cause").asText().equals(cause)) {
        names.add(one.path("case").asText());
      }
    }
    return names;
  }

  @Test
  void aBatchThatMetWithMishapsComesToTheReportOfThisMachine() throws Exception {
    plant();
    CompletableFuture<Throwable> running = inBackground(request(false, false), cluster(false, 2));
    await(WAITS + " has begun", () -> Files.exists(run().resolve(WAITS + "/output/begun.txt")));
    cluster.drain();
    cluster.cancel(SubmittedJob.read(ClusterJob.folder(run())).number() + "_1");
    await(
        "nothing runs on the drained node",
        () -> cluster.queue().stream().noneMatch(line -> line.matches("\\d+ (RUNNING|COMPLET.*)")));
    assertThat(cluster.queue()).as("tasks that wait for the node").isNotEmpty();
    cluster.resume();

    assertThat(running.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .isInstanceOf(ProjectException.class);
    assertThat(unfinished("cancelled")).contains(WAITS).hasSizeLessThanOrEqualTo(2);
    assertThat(report().path("batch").path("unfinished")).hasSizeLessThanOrEqualTo(2);
    assertThat(report().path("batch").path("failed").asInt()).isEqualTo(3);

    Files.writeString(project.folder.resolve("Task2/test/cases/" + WAITS + "/input/go"), "");
    assertThat(catchThrowable(() -> runOnCluster(request(true, false), cluster(false, 2))))
        .isInstanceOf(ProjectException.class);
    ObjectNode onCluster = comparable();
    assertThat(report().path("batch").path("executor").asText()).isEqualTo("slurm");
    assertThat(catchThrowable(this::runHere)).isInstanceOf(ProjectException.class);

    assertThat(report().path("batch").path("executor").asText()).isEqualTo("local");
    assertThat(Json.pretty(onCluster)).asString().isEqualTo(new String(Json.pretty(comparable())));
    assertThat(onCluster.path("cases")).hasSize(24);
    assertThat(onCluster.path("violations"))
        .extracting(one -> one.path("case").asText() + " " + one.path("rule").asText())
        .contains("case-05 network", "case-11 filesystem", "case-17 time");
  }

  @Test
  void aNodeThatFailsIsNoBreachAndItsCaseRunsAgain() throws Exception {
    says("Task2/test/input", "waits");
    CompletableFuture<Throwable> running =
        inBackground(request(false, false), cluster(false, 1, List.of("--no-requeue")));
    await("the case has begun", () -> Files.exists(run().resolve("input/output/begun.txt")));
    cluster.fail();
    try {
      assertThat(running.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("NODE_FAIL");
      assertThat(unfinished("node-lost")).containsExactly("input");
    } finally {
      cluster.recover();
    }

    Files.writeString(project.folder.resolve("Task2/test/input/go"), "");
    runOnCluster(request(true, false), cluster(false, 1));
    assertThat(report().path("verdict").asText()).isEqualTo("pass");
  }

  @Test
  void whoDoesNotWaitGathersTheResultsLater() throws Exception {
    says("Task2/test/cases/a/input", "network");
    runOnCluster(request(false, false), cluster(true, 1));
    assertThat(run().resolve("report.json")).doesNotExist();
    CollectGoal collect =
        new CollectGoal(
            new CollectGoal.Request(project.folder, project.folder.resolve("target/hecktor"), true),
            cluster(false, 1),
            Progress.silent());

    assertThat(catchThrowable(collect::run))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("task2 broke the rule `network` in case `a`");
    assertThat(report().path("cases")).hasSize(2);
    assertThat(report().path("image").asText())
        .isEqualTo(project.images().get(0).image().config().imageId().toString());
  }

  @Test
  void saysWhyANodeCannotRunCases() throws Exception {
    Path node = Files.createDirectories(temp.resolve("node/hecktor-0"));
    Files.setPosixFilePermissions(node, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThat(catchThrowable(() -> runOnCluster(request(false, false), cluster(false, 1))))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("task2 has no verdict on 1 of 1 cases (1 not-started).")
        .hasMessageContaining("on the node is not this user's own.");
  }

  @Test
  void endsTheJobAtTheFirstFailureIfAskedTo() throws Exception {
    says("Task2/test/input", "network");
    says("Task2/test/cases/a/input", "waits");
    says("Task2/test/cases/b/input", "waits");

    assertThat(catchThrowable(() -> runOnCluster(request(false, true), cluster(false, 1))))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("`network` in case `input`");
    await("the queue is empty", () -> cluster.queue().isEmpty());
  }
}
