package io.hecktor.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.hecktor.kubernetes.CasePod.ContainerEnd;
import io.hecktor.kubernetes.CasePod.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads how a pod stands. What the cluster did to a pod comes before what its program did: a pod
 * that had to leave its node has an exit code too, and that is not the program's.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/">Kubernetes, Pod
 *     Lifecycle</a>
 */
final class PodReader {

  private static final Set<String> DISRUPTIONS =
      Set.of(
          "Evicted",
          "NodeLost",
          "Preempting",
          "Terminated",
          "NodeShutdown",
          "Shutdown",
          "NodeAffinity");

  private static final Set<String> DEAD_ENDS =
      Set.of(
          "ErrImagePull",
          "ImagePullBackOff",
          "InvalidImageName",
          "ErrImageNeverPull",
          "ImageInspectError",
          "RegistryUnavailable",
          "CreateContainerConfigError",
          "CreateContainerError",
          "RunContainerError");

  private static final Set<String> NOT_STARTED = Set.of("StartError", "ContainerCannotRun");
  private static final int KILLED = 137;

  private final Pod pod;
  private final PodStatus status;
  private final Optional<ContainerState> state;

  private PodReader(Pod pod) {
    this.pod = pod;
    this.status = Optional.ofNullable(pod.getStatus()).orElseGet(PodStatus::new);
    this.state = status.getContainerStatuses().stream().findFirst().map(ContainerStatus::getState);
  }

  /** The pod, unless it is none of an Indexed Job. */
  static Optional<CasePod> read(Pod pod) {
    OptionalInt index = index(pod);
    return index.isPresent()
        ? Optional.of(new PodReader(pod).read(index.getAsInt()))
        : Optional.empty();
  }

  private static OptionalInt index(Pod pod) {
    return Stream.of(pod.getMetadata().getAnnotations(), pod.getMetadata().getLabels())
        .map(all -> all == null ? "" : all.getOrDefault(JobManifests.INDEX, ""))
        .filter(text -> text.matches("\\d{1,9}"))
        .mapToInt(Integer::parseInt)
        .findFirst();
  }

  private CasePod read(int index) {
    Stage stage = stage();
    return new CasePod(
        pod.getMetadata().getName(),
        index,
        Optional.ofNullable(pod.getSpec()).map(spec -> text(spec.getNodeName())).orElse(""),
        stage,
        end(stage),
        words(stage));
  }

  private Stage stage() {
    String phase = text(status.getPhase());
    if (phase.equals("Succeeded")) {
      return Stage.ENDED;
    } else if (disruption().isPresent() || DISRUPTIONS.contains(text(status.getReason()))) {
      return Stage.DISRUPTED;
    } else if (text(status.getReason()).equals("DeadlineExceeded")) {
      return Stage.OVERDUE;
    } else if (terminated().isPresent()) {
      return stage(terminated().get());
    } else if (phase.equals("Failed")) {
      return Stage.REFUSED;
    } else if (pod.getMetadata().getDeletionTimestamp() != null) {
      return Stage.DELETED;
    } else if (state.map(ContainerState::getRunning).isPresent()) {
      return Stage.RUNNING;
    }
    return DEAD_ENDS.contains(waiting()) ? Stage.STUCK : Stage.WAITING;
  }

  private Stage stage(ContainerStateTerminated end) {
    boolean killed = end.getExitCode() == KILLED || end.getExitCode() == 143;
    if (killed && pod.getMetadata().getDeletionTimestamp() != null) {
      return Stage.DELETED;
    } else if (NOT_STARTED.contains(text(end.getReason()))) {
      return refusal(end) > 0 ? Stage.NOT_EXECUTABLE : Stage.REFUSED;
    }
    return Stage.ENDED;
  }

  /** As a shell tells it why a program cannot be executed; 0 where something else went wrong. */
  private static int refusal(ContainerStateTerminated end) {
    String said = text(end.getMessage()).toLowerCase(Locale.ROOT);
    if (!said.contains("exec")) {
      return 0;
    } else if (said.contains("no such file") || said.contains("not found")) {
      return 127;
    }
    return said.contains("permission denied") || said.contains("exec format error") ? 126 : 0;
  }

  private Optional<ContainerStateTerminated> terminated() {
    return state.map(ContainerState::getTerminated);
  }

  private String waiting() {
    return state.map(ContainerState::getWaiting).map(it -> text(it.getReason())).orElse("");
  }

  private Optional<PodCondition> disruption() {
    return condition("DisruptionTarget", "True");
  }

  private Optional<PodCondition> condition(String type, String value) {
    return status.getConditions().stream()
        .filter(one -> type.equals(one.getType()) && value.equals(one.getStatus()))
        .findFirst();
  }

  private Optional<ContainerEnd> end(Stage stage) {
    if (stage == Stage.OVERDUE && terminated().isEmpty()) {
      return overdue();
    }
    return terminated()
        .flatMap(
            end -> {
              Optional<Instant> started = instant(end.getStartedAt());
              Optional<Instant> finished = instant(end.getFinishedAt());
              int code = stage == Stage.NOT_EXECUTABLE ? refusal(end) : end.getExitCode();
              boolean memory = text(end.getReason()).equals("OOMKilled");
              return finished.map(at -> new ContainerEnd(code, memory, started.orElse(at), at));
            });
  }

  /** Some nodes kill the program and tell no more of it than that it ran. */
  private Optional<ContainerEnd> overdue() {
    Optional<Instant> started =
        state.map(ContainerState::getRunning).flatMap(it -> instant(it.getStartedAt()));
    Optional<Instant> finished =
        instant(status.getStartTime())
            .flatMap(
                at ->
                    Optional.ofNullable(pod.getSpec().getActiveDeadlineSeconds())
                        .map(at::plusSeconds));
    return started.flatMap(from -> finished.map(to -> new ContainerEnd(KILLED, false, from, to)));
  }

  private static Optional<Instant> instant(@Nullable String text) {
    return Optional.ofNullable(text).filter(it -> !it.isBlank()).map(Instant::parse);
  }

  private String words(Stage stage) {
    return switch (stage) {
      case RUNNING, DELETED -> "";
      case STUCK ->
          state
              .map(ContainerState::getWaiting)
              .map(it -> joined(it.getReason(), it.getMessage()))
              .orElse("");
      case WAITING ->
          condition("PodScheduled", "False")
              .map(it -> joined(it.getReason(), it.getMessage()))
              .orElse("");
      case DISRUPTED ->
          disruption()
              .filter(it -> text(status.getReason()).isEmpty())
              .map(it -> joined(it.getReason(), it.getMessage()))
              .orElseGet(this::own);
      case REFUSED, ENDED, NOT_EXECUTABLE, OVERDUE ->
          terminated()
              .filter(it -> text(status.getReason()).isEmpty())
              .map(it -> joined(it.getReason(), it.getMessage()))
              .orElseGet(this::own);
    };
  }

  private String own() {
    return joined(status.getReason(), status.getMessage());
  }

  /** On one line, and without the stop that the sentence around it has. */
  private static String joined(@Nullable String reason, @Nullable String message) {
    String all =
        List.of(text(reason), text(message)).stream()
            .filter(it -> !it.isBlank())
            .map(it -> it.strip().replaceAll("\\s+", " "))
            .collect(Collectors.joining(": "));
    return all.endsWith(".") ? all.substring(0, all.length() - 1) : all;
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
