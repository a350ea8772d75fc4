package io.hecktor.mojo;

import io.hecktor.ErrorCode;
import io.hecktor.HecktorException;
import io.hecktor.Problem;
import io.hecktor.ProjectException;
import io.hecktor.challenge.Profiles;
import io.hecktor.challenge.Units;
import io.hecktor.goal.Interruption;
import io.hecktor.goal.KubernetesRequest;
import io.hecktor.kubernetes.Clusters;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parameters of runs on a Kubernetes cluster, parsed. */
final class KubernetesOptions {

  private static final Pattern CLAIM = Pattern.compile("([a-z0-9][a-z0-9.-]*)(?::/?(.+?)/?)?");

  private KubernetesOptions() {}

  /** What the mojo was given for the cluster. */
  record ClusterTexts(@Nullable String context, @Nullable String namespace) {}

  /** What the mojo was given for the way there and back. */
  record WayTexts(@Nullable String repository, @Nullable String claim, @Nullable String folder) {}

  /** What the mojo was given for each pod. */
  record PodTexts(
      int cpus, int gpus, String tmp, @Nullable String pullSecret, List<String> nodeSelector) {}

  /** The claim's volume, and where it is seen here. */
  static KubernetesRequest.Volume volume(WayTexts texts, Path project) throws ProjectException {
    String claim = required("hecktor.kubernetesClaim", texts.claim(), "cases", "lab-data");
    String folder =
        required("hecktor.kubernetesFolder", texts.folder(), "the claim's volume", "/mnt/lab-data");
    var matcher = CLAIM.matcher(claim);
    if (!matcher.matches() || (matcher.group(2) != null && isOdd(matcher.group(2)))) {
      throw new ProjectException(
          new Problem(
              ErrorCode.PARAMETER_INVALID,
              "hecktor.kubernetesClaim is `" + claim + "`.",
              "It is the name of a persistent volume claim, perhaps with a folder of its volume.",
              "Write for example -Dhecktor.kubernetesClaim=lab-data or"
                  + " -Dhecktor.kubernetesClaim=lab-data:users/me."));
    }
    return new KubernetesRequest.Volume(
        matcher.group(1),
        Optional.ofNullable(matcher.group(2)).orElse(""),
        project.resolve(folder).normalize());
  }

  /** Kubernetes expands and refuses these in a path below a volume. */
  private static boolean isOdd(String folder) {
    return folder.contains("$") || List.of(folder.split("/", -1)).contains("..");
  }

  static String repository(WayTexts texts) throws ProjectException {
    return required(
        "hecktor.kubernetesRepository",
        texts.repository(),
        "images",
        "registry.example.org/me/hecktor");
  }

  private static String required(
      String parameter, @Nullable String value, String what, String example)
      throws ProjectException {
    if (value == null || value.isBlank()) {
      throw new ProjectException(
          new Problem(
              ErrorCode.PARAMETER_MISSING,
              parameter + " is not set.",
              "hecktor.executor=kubernetes needs the registry's repository for images, the claim of"
                  + " a volume for cases and results, and the folder where this machine sees it.",
              "Write for " + what + " for example -D" + parameter + "=" + example + "."));
    }
    return value.strip();
  }

  static KubernetesRequest.Pod pod(PodTexts texts) throws ProjectException {
    ClusterOptions.positive("hecktor.cpus", texts.cpus(), "the number of processors of each case");
    if (texts.gpus() < 0) {
      throw new ProjectException(
          new Problem(
              ErrorCode.PARAMETER_INVALID,
              "hecktor.kubernetesGpus is `" + texts.gpus() + "`.",
              "It is the number of GPUs of each case; the challenge's machine has one.",
              "Write -Dhecktor.kubernetesGpus=1, or leave the parameter out."));
    }
    return new KubernetesRequest.Pod(
        texts.cpus(),
        texts.gpus(),
        bytes(texts.tmp()),
        text(texts.pullSecret()),
        labels(texts.nodeSelector()));
  }

  private static long bytes(String text) throws ProjectException {
    try {
      return Units.bytes(text.trim());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new ProjectException(
          new Problem(
              ErrorCode.PARAMETER_INVALID,
              "hecktor.kubernetesTmp is `" + text + "`.",
              "It is the size of each case's /tmp: a number with a unit, k, m or g, 1024-based.",
              "Write for example -Dhecktor.kubernetesTmp=20g."),
          e);
    }
  }

  private static Map<String, String> labels(List<String> texts) throws ProjectException {
    Map<String, String> labels = new TreeMap<>();
    for (String text : texts) {
      String[] parts = text.strip().split("=", 2);
      if (parts.length < 2 || parts[0].isBlank()) {
        throw new ProjectException(
            new Problem(
                ErrorCode.PARAMETER_INVALID,
                "hecktor.kubernetesNodeSelector has `" + text.strip() + "`.",
                "Each is a label that nodes must have, with its value.",
                "Write for example -Dhecktor.kubernetesNodeSelector=accelerator=t4,zone=a."));
      }
      labels.put(parts[0].strip(), parts[1].strip());
    }
    return labels;
  }

  static Optional<Path> ownProfile(String name, Path project) {
    return Profiles.SHIPPED.contains(name) ? Optional.empty() : Optional.of(project.resolve(name));
  }

  static KubernetesRequest.Access access(ClusterTexts texts, KubernetesRequest.Registry registry)
      throws HecktorException {
    Optional<String> context = text(texts.context());
    return new KubernetesRequest.Access(
        Clusters.connect(context, text(texts.namespace())), context, registry);
  }

  static KubernetesRequest.Waiting waiting(boolean detach, Interruption interruption) {
    return new KubernetesRequest.Waiting(detach, interruption, KubernetesRequest.Waiting.STUCK);
  }

  private static Optional<String> text(@Nullable String text) {
    return Optional.ofNullable(text).map(String::strip).filter(it -> !it.isEmpty());
  }
}
