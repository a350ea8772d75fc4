package io.hecktor.goal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.hecktor.EnvironmentException;
import io.hecktor.HecktorException;
import io.hecktor.Progress;
import io.hecktor.ProjectException;
import io.hecktor.kubernetes.Fabric8Cluster;
import io.hecktor.oci.Json;
import io.hecktor.testing.MockKubernetes;
import io.hecktor.testing.RecordingProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Batches on fabric8's mock of a cluster: what happens to pods is played, what is made of it is
 * not.
 */
@EnabledOnOs(OS.LINUX)
class KubernetesExecutorTest {

  private static final String IMAGE = "registry.example.org/me/hecktor@sha256:" + "ab".repeat(32);
  private static final String TERMINATED =
      "containerStatuses: [{name: case, state: {terminated: {exitCode: %d, reason: %s, startedAt:"
          + " \"2026-11-23T10:00:00Z\", finishedAt: \"%s\"}}}]\n";
  private static final String SOON = "2026-11-23T10:00:07Z";
  private static final String PASSED =
      "phase: Succeeded\n" + TERMINATED.formatted(0, "Completed", SOON);
  private static final String DELETED = "phase: Pending";

  @TempDir Path temp;
  private BuiltProject project;
  private MockKubernetes cluster;
  private Path volume;
  private final RecordingProgress progress = new RecordingProgress();

  @BeforeEach
  void makeProject() throws IOException, HecktorException {
    project = new BuiltProject(temp, "hecktor2025", List.of("task2"));
    volume = Files.createDirectories(temp.resolve("volume"));
    cluster = MockKubernetes.start();
  }

  @AfterEach
  void stopCluster() {
    cluster.close();
  }

  private void cases(String... names) throws IOException {
    for (String name : names) {
      project.withCase("Task2/test/cases/" + name + "/input");
    }
  }

  private TestRunRequest request(boolean resume, boolean failFast) {
    TestRunRequest plain = project.request(false, 3);
    return new TestRunRequest(
        plain.build(),
        plain.projectFolder(),
        plain.options(),
        new TestRunRequest.BatchOptions(
            Optional.empty(), Optional.empty(), Parallel.of(3), resume, failFast),
        Instant::now);
  }

  private KubernetesRequest place(boolean detach, Duration stuck) {
    return new KubernetesRequest(
        new KubernetesRequest.Access(
            new Fabric8Cluster(cluster.client()), Optional.of("lab"), image -> IMAGE),
        new KubernetesRequest.Volume("lab-data", "users/me", volume),
        new KubernetesRequest.Pod(4, 0, 1 << 30, Optional.empty(), Map.of()),
        Optional.empty(),
        new KubernetesRequest.Waiting(detach, job -> true, stuck));
  }

  private KubernetesRequest place() {
    return place(false, Duration.ofMinutes(3));
  }

  private void run(TestRunRequest request, KubernetesRequest place)
      throws HecktorException, IOException {
    BuildGoal unused = new BuildGoal(project.store, null, Progress.silent());
    new TestRunGoal(
            unused, project.store, new TestRunGoal.Place(() -> null, Optional.of(place)), progress)
        .run(request, place.executor(request, progress), project.images());
  }

  private CompletableFuture<Throwable> inBackground(TestRunRequest request, KubernetesRequest at) {
    return CompletableFuture.supplyAsync(
        () -> {
          Throwable thrown = catchThrowable(() -> run(request, at));
          return thrown == null ? new AssertionError("nothing was thrown") : thrown;
        });
  }

  /** A case's pod as its node tells of it, with what the program left. */
  private record Played(String status, String log, String result) {}

  private void play(Job job, Map<String, Played> pods) throws IOException {
    String name = job.getMetadata().getName();
    List<String> names =
        ClusterJob.read(ClusterJob.folder(run())).pending().stream()
            .map(one -> one.local().name())
            .toList();
    for (int i = 0; i < names.size(); i++) {
      Played pod = pods.get(names.get(i));
      if (pod != null) {
        if (!pod.result().isEmpty()) {
          Files.writeString(volume.resolve(name + "/" + i + "/output/rfs.json"), pod.result());
        }
        cluster.add(MockKubernetes.pod(name, i, pod.status()), pod.log());
      }
    }
  }

  private static Throwable end(CompletableFuture<Throwable> running) throws Exception {
    return running.get(2, TimeUnit.MINUTES);
  }

  private Path run() {
    return project.run("task2");
  }

  private ObjectNode report() throws IOException {
    return Json.object(Files.readAllBytes(run().resolve("report.json")), "report.json");
  }

  private List<String> violations() throws IOException {
    List<String> all = new ArrayList<>();
    for (JsonNode one : report().path("violations")) {
      all.add(one.path("case").asText() + " " + one.path("rule").asText());
    }
    return all;
  }

  private Map<String, String> unfinished() throws IOException {
    Map<String, String> all = new HashMap<>();
    for (JsonNode one : report().path("batch").path("unfinished")) {
      all.put(one.path("case").asText(), one.path("cause").asText());
    }
    return all;
  }

  private static Played passed() {
    return new Played(PASSED, "all is well\n", "0.5");
  }

  private static String failed(int code, String reason, String finished) {
    return "phase: Failed\n" + TERMINATED.formatted(code, reason, finished);
  }

  @Test
  void tellsBreachesFromWhatTheClusterDidAndRunsOnlyTheOthersAgain() throws Exception {
    cases("bad", "deleted", "evicted", "fat", "lost", "silent", "slow", "starved");
    CompletableFuture<Throwable> running = inBackground(request(false, false), place());
    Job job = cluster.awaitJob();
    play(
        job,
        Map.of(
            "input", passed(),
            "bad", new Played(failed(3, "Error", SOON), "java.io.IOException: boom\n", ""),
            "evicted",
                new Played(
                    "phase: Failed\nreason: Evicted\nmessage: low on memory\n"
                        + TERMINATED.formatted(137, "Error", SOON),
                    "",
                    ""),
            "fat", new Played(failed(137, "OOMKilled", SOON), "", ""),
            "lost",
                new Played(
                    "phase: Running\nconditions: [{type: DisruptionTarget, status: \"True\", reason:"
                        + " DeletionByTaintManager}]",
                    "",
                    ""),
            "silent", new Played(PASSED, "", ""),
            "slow",
                new Played(
                    "phase: Failed\nreason: DeadlineExceeded\n"
                        + TERMINATED.formatted(137, "Error", "2026-11-23T10:20:00Z"),
                    "",
                    ""),
            "starved",
                new Played(
                    "phase: Failed\nreason: DeadlineExceeded\n"
                        + TERMINATED.formatted(137, "Error", "2026-11-23T10:03:00Z"),
                    "",
                    "")));
    cluster.end(job.getMetadata().getName());

    assertThat(end(running)).isInstanceOf(ProjectException.class);
    assertThat(violations())
        .containsExactlyInAnyOrder(
            "bad exit",
            "bad output",
            "fat memory",
            "fat output",
            "silent output",
            "slow time",
            "slow output");
    assertThat(unfinished())
        .isEqualTo(
            Map.of(
                "deleted",
                "lost",
                "evicted",
                "node-lost",
                "lost",
                "node-lost",
                "starved",
                "scheduler-timeout"));
    assertThat(report().path("engine").asText()).isEqualTo("kubernetes");
    assertThat(report().path("batch").path("executor").asText()).isEqualTo("kubernetes");
    assertThat(run().resolve("bad/stderr.log")).hasContent("java.io.IOException: boom");
    assertThat(run().resolve("input/stdout.log")).hasContent("all is well");
    assertThat(run().resolve("input/output/rfs.json")).hasContent("0.5");
    assertThat(cluster.jobs()).isEmpty();
    assertThat(cluster.policies()).isEmpty();
    assertThat(volume).isEmptyDirectory();

    running = inBackground(request(true, false), place());
    Job again = cluster.awaitJob();
    assertThat(again.getSpec().getCompletions()).isEqualTo(8);
    Map<String, Played> well = new HashMap<>();
    for (String name :
        List.of("bad", "deleted", "evicted", "fat", "lost", "silent", "slow", "starved")) {
      well.put(name, passed());
    }
    play(again, well);
    running.get(2, TimeUnit.MINUTES);

    assertThat(report().path("verdict").asText()).isEqualTo("pass");
    assertThat(report().path("cases")).hasSize(9);
  }

  @Test
  void saysWhatAClusterDoesNotShow() throws Exception {
    CompletableFuture<Throwable> running = inBackground(request(false, false), place());
    play(cluster.awaitJob(), Map.of("input", passed()));
    end(running);

    List<String> rules = new ArrayList<>();
    report().path("notChecked").forEach(one -> rules.add(one.path("rule").asText()));
    assertThat(rules).contains("network", "filesystem", "memory", "gpu", "exit");
    assertThat(report().path("exactness").path("network").asText()).startsWith("not seen");
  }

  @Test
  void laysOutEachCaseForTheImagesUser() throws Exception {
    Path closed = project.folder.resolve("Task2/test/input/ehr.json");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rw-------"));
    CompletableFuture<Throwable> running = inBackground(request(false, false), place());
    Job job = cluster.awaitJob();
    Path own = volume.resolve(job.getMetadata().getName()).resolve("0");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own.resolve("output"))))
        .isEqualTo("rwxrwxrwx");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(own.resolve("input/ehr.json"))))
        .isEqualTo("rw-r--r--");
    var spec = job.getSpec().getTemplate().getSpec();
    assertThat(spec.getContainers().get(0).getImage()).isEqualTo(IMAGE);
    assertThat(spec.getSecurityContext().getRunAsUser()).isEqualTo(1001);
    assertThat(spec.getContainers().get(0).getVolumeMounts().get(1).getSubPathExpr())
        .isEqualTo("users/me/" + job.getMetadata().getName() + "/$(JOB_COMPLETION_INDEX)/input");
    assertThat(cluster.policies()).containsExactly(job.getMetadata().getName());
    play(job, Map.of("input", passed()));
    end(running);
  }

  @Test
  void doubtsTheFolderWhereNoCaseHasLeftAFile() throws Exception {
    CompletableFuture<Throwable> running = inBackground(request(false, false), place());
    play(cluster.awaitJob(), Map.of("input", new Played(failed(1, "Error", SOON), "", "")));
    end(running);

    assertThat(progress.warnings)
        .singleElement()
        .asString()
        .contains("the folder is not that of the claim's volume");
  }

  @Test
  void keepsALinkThatAProgramLeftForALink() throws Exception {
    CompletableFuture<Throwable> running = inBackground(request(false, false), place());
    Job job = cluster.awaitJob();
    Path output = volume.resolve(job.getMetadata().getName()).resolve("0/output");
    Files.createSymbolicLink(output.resolve("passwd"), Path.of("/etc/passwd"));
    play(job, Map.of("input", passed()));
    end(running);

    assertThat(run().resolve("input/output/passwd")).isSymbolicLink();
  }

  @Test
  void givesUpWhereNoPodCanBegin() throws Exception {
    cases("a");
    CompletableFuture<Throwable> running =
        inBackground(request(false, false), place(false, Duration.ofMillis(100)));
    play(
        cluster.awaitJob(),
        Map.of(
            "input",
            new Played(
                "phase: Pending\ncontainerStatuses: [{name: case, state: {waiting: {reason:"
                    + " ImagePullBackOff, message: \"no such image\"}}}]",
                "",
                "")));

    assertThat(end(running))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("no verdict on 2 of 2 cases")
        .hasMessageContaining("ImagePullBackOff: no such image");
    assertThat(cluster.jobs()).isEmpty();
  }

  @Test
  void endsTheJobAtTheFirstFailureIfAskedTo() throws Exception {
    cases("a", "b");
    CompletableFuture<Throwable> running = inBackground(request(false, true), place());
    play(cluster.awaitJob(), Map.of("input", new Played(failed(3, "Error", SOON), "", "")));

    assertThat(end(running)).isInstanceOf(ProjectException.class);
    assertThat(unfinished()).isEqualTo(Map.of("a", "cancelled", "b", "cancelled"));
    assertThat(cluster.jobs()).isEmpty();
  }

  @Test
  void takesAJobThatSomebodyDeletesForCancelled() throws Exception {
    CompletableFuture<Throwable> running = inBackground(request(false, false), place());
    Job job = cluster.awaitJob();
    play(job, Map.of("input", new Played(DELETED, "", "")));
    cluster.client().resource(job).delete();

    assertThat(end(running))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("1 cancelled");
  }

  @Test
  void whoDoesNotWaitGathersTheResultsLater() throws Exception {
    cases("a");
    run(request(false, false), place(true, Duration.ofMinutes(3)));
    Job job = cluster.awaitJob();
    assertThat(run().resolve("report.json")).doesNotExist();
    assertThat(catchThrowable(() -> run(request(false, false), place())))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("of an earlier run has not ended");
    play(job, Map.of("input", passed()));
    assertThat(collect(true).run()).isEmpty();

    play(job, Map.of("a", new Played(failed(3, "Error", SOON), "", "")));
    assertThat(catchThrowable(() -> collect(false).run()))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("in case `a`");
    assertThat(report().path("cases")).hasSize(2);
    assertThat(cluster.jobs()).isEmpty();
  }

  @Test
  void gatheringTwiceForgetsNoCaseThatHasNoVerdict() throws Exception {
    cases("lost");
    run(request(false, false), place(true, Duration.ofMinutes(3)));
    Job job = cluster.awaitJob();
    play(job, Map.of("input", passed()));
    cluster.end(job.getMetadata().getName());

    for (int time = 1; time <= 2; time++) {
      assertThat(catchThrowable(() -> collect(false).run()))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("no verdict on 1 of 2 cases (1 lost)");
    }
  }

  private CollectGoal collect(boolean detach) {
    return new CollectGoal(
        new CollectGoal.Request(project.folder, project.folder.resolve("target/hecktor"), true),
        new ClusterRequest(
            new io.hecktor.slurm.Slurm(List.of()),
            new ClusterRequest.TaskNeeds(1, 1, List.of()),
            new ClusterRequest.Node(List.of(), Path.of(""), Path.of(""), "auto", Optional.empty()),
            detach,
            job -> false),
        (context, namespace) -> new Fabric8Cluster(cluster.client()),
        Progress.silent());
  }

  @Test
  void wantsAClusterThatCanAndAClaimThatIsThere() {
    cluster.minor("28+");
    assertThat(catchThrowable(() -> place().requireThere()))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("Kubernetes 1.28+");
    cluster.minor("29");
    KubernetesRequest good = place();
    assertThat(catchThrowable(good::requireThere)).isNull();
    KubernetesRequest without =
        new KubernetesRequest(
            good.access(),
            new KubernetesRequest.Volume("nobodys", "", volume),
            good.pod(),
            good.profile(),
            good.waiting());
    assertThat(catchThrowable(without::requireThere))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("no persistent volume claim `nobodys`");
  }

  @Test
  void leavesNothingWhereTheClusterTakesNoSuchJob() throws IOException {
    cluster
        .server()
        .expect()
        .post()
        .withPath("/apis/batch/v1/namespaces/test/jobs")
        .andReturn(403, "{\"kind\":\"Status\",\"message\":\"quota exceeded.\",\"code\":403}")
        .always();

    assertThat(catchThrowable(() -> run(request(false, false), place())))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("refuses the job: quota exceeded.");
    assertThat(cluster.policies()).isEmpty();
    try (Stream<Path> left = Files.list(volume)) {
      assertThat(left).isEmpty();
    }
  }
}
