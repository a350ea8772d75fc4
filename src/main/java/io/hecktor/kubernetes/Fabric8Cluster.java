package io.hecktor.kubernetes;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobList;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyList;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.VersionInfo;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.ScalableResource;
import io.hecktor.EnvironmentException;
import io.hecktor.ErrorCode;
import io.hecktor.HecktorException;
import io.hecktor.Problem;
import io.hecktor.ProjectException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A namespace by fabric8's client. Only this class, and those that it alone calls, know it. */
public final class Fabric8Cluster implements Cluster {

  /** The first whose Indexed Jobs give each index tries of its own. */
  private static final int OLDEST_MINOR = 29;

  private static final int MOST_WORDS = 300;
  private static final int MOST_ATTEMPTS = 5;
  private static final long PAUSE_MILLIS = 100;

  private final KubernetesClient client;

  /** The client's namespace. */
  public Fabric8Cluster(KubernetesClient client) {
    this.client = client;
  }

  static Fabric8Cluster connect(Optional<String> context, Optional<String> namespace)
      throws HecktorException {
    Config found = Config.autoConfigure(context.orElse(null));
    if (context.isPresent()
        && (found.getCurrentContext() == null
            || !context.get().equals(found.getCurrentContext().getName()))) {
      throw new ProjectException(
          new Problem(
              ErrorCode.KUBERNETES_CONTEXT,
              "There is no context `" + context.get() + "`.",
              "Contexts are those of kubectl: of the file that `KUBECONFIG` names, or"
                  + " `~/.kube/config`.",
              "Take one that `kubectl config get-contexts` lists, with"
                  + " -Dhecktor.kubernetesContext."));
    }
    ConfigBuilder config = new ConfigBuilder(found);
    namespace.ifPresent(config::withNamespace);
    return new Fabric8Cluster(new KubernetesClientBuilder().withConfig(config.build()).build());
  }

  @Override
  public String namespace() {
    return Optional.ofNullable(client.getNamespace()).orElse("default");
  }

  @Override
  public void requireReady(String claim) throws HecktorException {
    VersionInfo version = ask("version", client::getKubernetesVersion);
    if (version != null && isTooOld(version)) {
      throw new EnvironmentException(
          new Problem(
              ErrorCode.KUBERNETES_TOO_OLD,
              "The cluster runs Kubernetes " + version.getMajor() + "." + version.getMinor() + ".",
              "Cases run as an Indexed Job whose indexes fail each for itself, which Kubernetes has"
                  + " since 1."
                  + OLDEST_MINOR
                  + ".",
              "Take another cluster with -Dhecktor.kubernetesContext, or leave -Dhecktor.executor"
                  + " out."));
    }
    Object found =
        ask(
            "persistent volume claim",
            () -> client.persistentVolumeClaims().inNamespace(namespace()).withName(claim).get());
    if (found == null) {
      throw new ProjectException(
          new Problem(
              ErrorCode.KUBERNETES_CLAIM_MISSING,
              "There is no persistent volume claim `"
                  + claim
                  + "` in the namespace `"
                  + namespace()
                  + "`.",
              "Cases and results pass through the volume that it stands for.",
              "Take one that `kubectl get pvc` lists, with -Dhecktor.kubernetesClaim, or another"
                  + " -Dhecktor.kubernetesNamespace."));
    }
  }

  /** Minors have suffixes, such as {@code 29+}. */
  private static boolean isTooOld(VersionInfo version) {
    String minor = Objects.requireNonNullElse(version.getMinor(), "").replaceAll("\\D.*", "");
    return "1".equals(version.getMajor())
        && !minor.isEmpty()
        && Integer.parseInt(minor) < OLDEST_MINOR;
  }

  @Override
  public void create(CaseJob job) throws HecktorException {
    // The policy first, so that no pod has a network for a moment.
    ask("network policy", () -> policies().resource(JobManifests.policy(job.name())).create());
    try {
      Job made = ask("job", () -> jobs().resource(JobManifests.job(job)).create());
      own(Objects.requireNonNull(made));
    } catch (HecktorException e) {
      deletePolicy(job.name());
      throw e;
    }
  }

  /** The policy goes when the job goes, whoever deletes it. */
  private void own(Job job) throws HecktorException {
    ask(
        "network policy",
        () ->
            policies()
                .withName(job.getMetadata().getName())
                .edit(
                    policy -> {
                      policy
                          .getMetadata()
                          .setOwnerReferences(
                              List.of(
                                  new OwnerReferenceBuilder()
                                      .withApiVersion("batch/v1")
                                      .withKind("Job")
                                      .withName(job.getMetadata().getName())
                                      .withUid(job.getMetadata().getUid())
                                      .build()));
                      return policy;
                    }));
  }

  @Override
  public JobStage stage(String job) throws HecktorException {
    Job found = ask("job", () -> jobs().withName(job).get());
    if (found == null || found.getMetadata().getDeletionTimestamp() != null) {
      return JobStage.ABSENT;
    }
    boolean ended =
        found.getStatus() != null
            && found.getStatus().getConditions().stream()
                .anyMatch(
                    one ->
                        List.of("Complete", "Failed").contains(one.getType())
                            && "True".equals(one.getStatus()));
    return ended ? JobStage.ENDED : JobStage.ACTIVE;
  }

  @Override
  public List<CasePod> pods(String job) throws HecktorException {
    return Objects.requireNonNull(
        ask(
            "pods",
            () ->
                client
                    .pods()
                    .inNamespace(namespace())
                    .withLabel(JobManifests.LABEL, job)
                    .list()
                    .getItems()
                    .stream()
                    .flatMap(pod -> PodReader.read(pod).stream())
                    .toList()));
  }

  @Override
  public List<String> complaints(String job) throws HecktorException {
    return Objects.requireNonNull(
        ask(
            "events",
            () ->
                client
                    .v1()
                    .events()
                    .inNamespace(namespace())
                    .withField("involvedObject.name", job)
                    .list()
                    .getItems()
                    .stream()
                    .filter(event -> "Warning".equals(event.getType()))
                    .map(Event::getMessage)
                    .filter(Objects::nonNull)
                    .distinct()
                    .toList()));
  }

  @Override
  public void log(String pod, Path file) throws HecktorException, IOException {
    Files.createDirectories(file.getParent());
    try (OutputStream out = Files.newOutputStream(file);
        InputStream in =
            Objects.requireNonNull(
                ask(
                    "log of pod " + pod,
                    () ->
                        client
                            .pods()
                            .inNamespace(namespace())
                            .withName(pod)
                            .getLogInputStream()))) {
      in.transferTo(out);
    }
  }

  @Override
  public void delete(String job) throws HecktorException {
    ask(
        "job",
        () ->
            jobs()
                .withName(job)
                .withPropagationPolicy(
                    io.fabric8.kubernetes.api.model.DeletionPropagation.BACKGROUND)
                .delete());
    deletePolicy(job);
  }

  private void deletePolicy(String job) throws HecktorException {
    ask("network policy", () -> policies().withName(job).delete());
  }

  private NonNamespaceOperation<NetworkPolicy, NetworkPolicyList, Resource<NetworkPolicy>>
      policies() {
    return client.network().v1().networkPolicies().inNamespace(namespace());
  }

  private NonNamespaceOperation<Job, JobList, ScalableResource<Job>> jobs() {
    return client.batch().v1().jobs().inNamespace(namespace());
  }

  private <T> @Nullable T ask(String what, Supplier<@Nullable T> question)
      throws EnvironmentException {
    for (int attempt = 1; ; attempt++) {
      try {
        return question.get();
      } catch (KubernetesClientException e) {
        if (attempt == MOST_ATTEMPTS || !isClosed(e)) {
          throw refused(what, e);
        }
        pause();
      }
    }
  }

  /**
   * Whether a server has hung up on a connection that lay idle, just as it was to be used again:
   * the client asks again after other failures of the network, but not after this one.
   */
  private static boolean isClosed(Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e.getClass().getSimpleName().equals("HttpClosedException")) {
        return true;
      }
    }
    return false;
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The next attempt ends at once.
    }
  }

  private EnvironmentException refused(String what, KubernetesClientException e) {
    String server = String.valueOf(client.getMasterUrl());
    if (e.getCode() == 401 || e.getCode() == 403) {
      return new EnvironmentException(
          new Problem(
              ErrorCode.KUBERNETES_DENIED,
              "The cluster at `" + server + "` refuses the " + what + ": " + said(e) + ".",
              "The login needs to create, get, list and delete jobs and network policies, and to"
                  + " read pods, their logs, events and claims, in the namespace `"
                  + namespace()
                  + "`.",
              "Check with `kubectl auth can-i create jobs --namespace " + namespace() + "`."),
          e);
    }
    return new EnvironmentException(
        new Problem(
            ErrorCode.KUBERNETES_REFUSES,
            e.getCode() > 0
                ? "The cluster at `" + server + "` does not take the " + what + ": " + said(e) + "."
                : "The cluster at `" + server + "` does not answer.",
            "hecktor.executor=kubernetes hands the cases to it.",
            "Check with `kubectl cluster-info`, and -Dhecktor.kubernetesContext."),
        e);
  }

  private static String said(KubernetesClientException e) {
    String text =
        e.getStatus() != null && e.getStatus().getMessage() != null
            ? e.getStatus().getMessage()
            : "status " + e.getCode();
    String line = text.strip().replaceAll("\\s+", " ");
    String shown = line.length() > MOST_WORDS ? line.substring(0, MOST_WORDS) + "…" : line;
    return shown.endsWith(".") ? shown.substring(0, shown.length() - 1) : shown;
  }
}
