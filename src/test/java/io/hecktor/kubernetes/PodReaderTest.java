package io.hecktor.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.hecktor.kubernetes.CasePod.Stage;
import io.hecktor.testing.MockKubernetes;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/** What is made of pods as clusters tell of them. */
class PodReaderTest {

  private static final String ENDED =
      "containerStatuses: [{name: case, state: {terminated: {exitCode: %d, reason: %s, message: \"%s\","
          + " startedAt: \"2026-11-23T10:00:00Z\", finishedAt: \"2026-11-23T10:00:07Z\"}}}]\n";

  private static final String DISRUPTED =
      "conditions: [{type: DisruptionTarget, status: \"True\", reason: %s, message: gone.}]\n";

  static final List<Arguments> STATES =
      List.of(
          row("phase: Pending", Stage.WAITING, ""),
          row(
              "phase: Pending\nconditions: [{type: PodScheduled, status: \"False\", reason:"
                  + " Unschedulable, message: \"0/3 nodes are available: 3 Insufficient"
                  + " nvidia.com/gpu.\"}]",
              Stage.WAITING,
              "Unschedulable: 0/3 nodes are available: 3 Insufficient nvidia.com/gpu"),
          row(waiting("ContainerCreating", ""), Stage.WAITING, ""),
          row(
              waiting("ImagePullBackOff", "no such image"),
              Stage.STUCK,
              "ImagePullBackOff: no such image"),
          row(waiting("ErrImagePull", "401"), Stage.STUCK, "ErrImagePull: 401"),
          row(
              waiting("CreateContainerConfigError", "no claim"),
              Stage.STUCK,
              "CreateContainerConfigError: no claim"),
          row(
              "phase: Running\ncontainerStatuses: [{name: case, state: {running: {startedAt:"
                  + " \"2026-11-23T10:00:00Z\"}}}]",
              Stage.RUNNING,
              ""),
          row("phase: Succeeded\n" + ENDED.formatted(0, "Completed", ""), Stage.ENDED, "Completed"),
          row("phase: Failed\n" + ENDED.formatted(3, "Error", ""), Stage.ENDED, "Error"),
          row("phase: Failed\n" + ENDED.formatted(137, "OOMKilled", ""), Stage.ENDED, "OOMKilled"),
          row(
              "phase: Failed\n"
                  + ENDED.formatted(
                      128, "StartError", "exec: '/opt/java/bin/java': no such file or directory"),
              Stage.NOT_EXECUTABLE,
              "StartError: exec: '/opt/java/bin/java': no such file or directory"),
          row(
              "phase: Failed\n" + ENDED.formatted(128, "StartError", "mounting the volume failed"),
              Stage.REFUSED,
              "StartError: mounting the volume failed"),
          row(
              "phase: Failed\nreason: DeadlineExceeded\nmessage: too long.\n"
                  + ENDED.formatted(137, "Error", ""),
              Stage.OVERDUE,
              "DeadlineExceeded: too long"),
          row(
              "phase: Failed\nreason: Evicted\nmessage: The node was low on memory.\n"
                  + ENDED.formatted(137, "Error", ""),
              Stage.DISRUPTED,
              "Evicted: The node was low on memory"),
          row(
              "phase: Failed\n"
                  + DISRUPTED.formatted("PreemptionByScheduler")
                  + ENDED.formatted(143, "Error", ""),
              Stage.DISRUPTED,
              "PreemptionByScheduler: gone"),
          row(
              "phase: Running\n" + DISRUPTED.formatted("DeletionByTaintManager"),
              Stage.DISRUPTED,
              "DeletionByTaintManager: gone"),
          row(
              "phase: Succeeded\n"
                  + DISRUPTED.formatted("TerminationByKubelet")
                  + ENDED.formatted(0, "Completed", ""),
              Stage.ENDED,
              "Completed"),
          row(
              "phase: Failed\nreason: OutOfcpu\nmessage: Node didn't have enough resource.",
              Stage.REFUSED,
              "OutOfcpu: Node didn't have enough resource"));

  private static Arguments row(String status, Stage stage, String words) {
    return Arguments.of(status, stage, words);
  }

  private static String waiting(String reason, String message) {
    return "phase: Pending\ncontainerStatuses: [{name: case, state: {waiting: {reason: "
        + reason
        + ", message: \""
        + message
        + "\"}}}]";
  }

  @ParameterizedTest
  @FieldSource("STATES")
  void tellsWhatTheProgramDidFromWhatTheClusterDidToIt(String status, Stage stage, String words) {
    CasePod read = PodReader.read(MockKubernetes.pod("job", 5, status)).orElseThrow();

    assertThat(read.stage()).isEqualTo(stage);
    assertThat(read.words()).isEqualTo(words);
    assertThat(read.index()).isEqualTo(5);
    assertThat(read.node()).isEqualTo("node7");
  }

  @Test
  void takesAKillOnDeletionForNoFaultOfTheProgram() {
    Pod pod = MockKubernetes.pod("job", 0, "phase: Failed\n" + ENDED.formatted(143, "Error", ""));
    Pod deleted =
        new PodBuilder(pod)
            .editMetadata()
            .withDeletionTimestamp("2026-11-23T10:00:05Z")
            .endMetadata()
            .build();

    assertThat(PodReader.read(pod).orElseThrow().stage()).isEqualTo(Stage.ENDED);
    assertThat(PodReader.read(deleted).orElseThrow().stage()).isEqualTo(Stage.DELETED);
  }

  @Test
  void readsWhenAProgramBeganAndHowItEnded() {
    CasePod oom =
        PodReader.read(
                MockKubernetes.pod(
                    "job", 0, "phase: Failed\n" + ENDED.formatted(137, "OOMKilled", "")))
            .orElseThrow();

    assertThat(oom.container())
        .contains(
            new CasePod.ContainerEnd(
                137,
                true,
                Instant.parse("2026-11-23T10:00:00Z"),
                Instant.parse("2026-11-23T10:00:07Z")));
  }

  @Test
  void tellsAMissingProgramAsAShellDoes() {
    CasePod missing =
        PodReader.read(
                MockKubernetes.pod(
                    "job",
                    0,
                    "phase: Failed\n"
                        + ENDED.formatted(128, "StartError", "exec: 'x': permission denied")))
            .orElseThrow();

    assertThat(missing.container().orElseThrow().exitCode()).isEqualTo(126);
  }

  @Test
  void reckonsTheEndOfAProgramThatWasKilledWithoutAWord() {
    CasePod late =
        PodReader.read(
                MockKubernetes.pod(
                    "job",
                    0,
                    "phase: Failed\nreason: DeadlineExceeded\nstartTime:"
                        + " \"2026-11-23T10:00:00Z\"\ncontainerStatuses: [{name: case, state:"
                        + " {running: {startedAt: \"2026-11-23T10:01:00Z\"}}}]"))
            .orElseThrow();

    assertThat(late.stage()).isEqualTo(Stage.OVERDUE);
    assertThat(late.container().orElseThrow().finished())
        .isEqualTo(Instant.parse("2026-11-23T10:00:00Z").plusSeconds(1505));
  }

  @Test
  void passesOverPodsWithoutANumber() {
    Pod pod = MockKubernetes.pod("job", 0, "phase: Running");
    pod.getMetadata().setAnnotations(null);

    assertThat(PodReader.read(pod)).isEmpty();
  }
}
