package io.hecktor.testing;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobConditionBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.VersionInfo;
import io.fabric8.kubernetes.client.server.mock.KubernetesMixedDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.ServerRequest;
import io.fabric8.mockwebserver.ServerResponse;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * fabric8's mock of a Kubernetes API server, on loopback. It keeps what it is given and controls
 * nothing: what the job's controller and the nodes would do, a test does here.
 */
public final class MockKubernetes implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String INDEX = "batch.kubernetes.io/job-completion-index";

  /** It would tell each request; kept, so that it stays silent. */
  private static final Logger SERVERS = Logger.getLogger(MockWebServer.class.getName());

  private final KubernetesMockServer server;
  private final NamespacedKubernetesClient client;

  private MockKubernetes(KubernetesMockServer server) {
    this.server = server;
    this.client = server.createClient();
  }

  /** A cluster of version 1.33 with the claim {@code lab-data}. */
  public static MockKubernetes start() {
    SERVERS.setLevel(Level.WARNING);
    Map<ServerRequest, Queue<ServerResponse>> answers = new HashMap<>();
    KubernetesMockServer server =
        new KubernetesMockServer(
            new Context(),
            new MockWebServer(),
            answers,
            new KubernetesMixedDispatcher(answers),
            false,
            version("33"));
    server.init(InetAddress.getLoopbackAddress(), 0);
    MockKubernetes cluster = new MockKubernetes(server);
    cluster
        .client
        .resource(
            new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withName("lab-data")
                .endMetadata()
                .build())
        .create();
    return cluster;
  }

  private static VersionInfo version(String minor) {
    return new VersionInfo.Builder().withMajor("1").withMinor(minor).build();
  }

  /** Lets it be another version 1. */
  public void minor(String minor) {
    server.setVersionInfo(version(minor));
  }

  /** A client of the namespace that all is in. */
  public NamespacedKubernetesClient client() {
    return server.createClient();
  }

  public KubernetesMockServer server() {
    return server;
  }

  public List<Job> jobs() {
    return client.batch().v1().jobs().list().getItems();
  }

  public List<String> policies() {
    return client.network().v1().networkPolicies().list().getItems().stream()
        .map(policy -> policy.getMetadata().getName())
        .toList();
  }

  /** The job that somebody else is about to make. */
  public Job awaitJob() {
    Instant end = Instant.now().plus(PATIENCE);
    while (jobs().isEmpty()) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("no job came");
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return jobs().get(0);
  }

  /**
   * A pod as the controller makes it, in a state that its node has told.
   *
   * @param status as YAML
   */
  public static Pod pod(String job, int index, String status) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(job + "-" + index)
        .addToLabels("hecktor.io/job", job)
        .addToAnnotations(INDEX, Integer.toString(index))
        .endMetadata()
        .withNewSpec()
        .withNodeName("node7")
        .withActiveDeadlineSeconds(1505L)
        .endSpec()
        .withStatus(
            Serialization.unmarshal(status, io.fabric8.kubernetes.api.model.PodStatus.class))
        .build();
  }

  /** Adds a pod, and what it says. */
  public void add(Pod pod, String log) {
    server
        .expect()
        .get()
        .withPath(
            "/api/v1/namespaces/test/pods/" + pod.getMetadata().getName() + "/log?pretty=false")
        .andReturn(200, log)
        .always();
    client.pods().resource(pod).create();
  }

  /** Tells that no pod of the job will run any more. */
  public void end(String job) {
    client
        .batch()
        .v1()
        .jobs()
        .withName(job)
        .edit(
            it -> {
              it.setStatus(
                  new JobStatusBuilder()
                      .withConditions(
                          new JobConditionBuilder()
                              .withType("Failed")
                              .withStatus("True")
                              .withReason("FailedIndexes")
                              .build())
                      .build());
              return it;
            });
  }

  @Override
  public void close() {
    client.close();
    server.destroy();
  }
}
