package io.hecktor.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Every line of what a cluster is asked for; nothing else makes a pod as closed as the rules want.
 */
class JobManifestsTest {

  private static CaseJob job() {
    return new CaseJob(
        "hecktor-task2-0a1b2c3d-k5",
        "registry.example.org/me/hecktor@sha256:" + "ab".repeat(32),
        new CaseJob.Size(24, 8),
        new CaseJob.Needs(Duration.ofSeconds(1505), 16L << 30, 4, 1, 20L << 30),
        new CaseJob.Place(
            "lab-data",
            "users/me/hecktor-task2-0a1b2c3d-k5",
            List.of(
                new CaseJob.Mount("input", true, "/tmp/input", true),
                new CaseJob.Mount("output", true, "/tmp/output", false),
                new CaseJob.Mount("model", false, "/opt/ml/model", true))),
        new CaseJob.Terms(
            1000,
            1001,
            Map.of("DEBUG", "1"),
            Optional.of("pull-secret"),
            Map.of("accelerator", "t4")));
  }

  @Test
  void asksForThisJobAndNothingElse() throws IOException {
    try (InputStream expected = getClass().getResourceAsStream("job.yaml")) {
      assertThat(Serialization.asYaml(JobManifests.job(job())))
          .isEqualTo(new String(expected.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void allowsThePodsOfTheJobNoNetworkInEitherDirection() {
    NetworkPolicy policy = JobManifests.policy("hecktor-task2-0a1b2c3d-k5");

    assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
    assertThat(policy.getSpec().getEgress()).isEmpty();
    assertThat(policy.getSpec().getIngress()).isEmpty();
    assertThat(JobManifests.job(job()).getSpec().getTemplate().getMetadata().getLabels())
        .containsAllEntriesOf(policy.getSpec().getPodSelector().getMatchLabels());
  }

  @Test
  void asksForNoGpuWhereNoneIsWanted() {
    CaseJob with = job();
    CaseJob without =
        new CaseJob(
            with.name(),
            with.image(),
            with.size(),
            new CaseJob.Needs(with.needs().time(), 1 << 30, 4, 0, 1 << 30),
            with.place(),
            with.terms());

    assertThat(Serialization.asYaml(JobManifests.job(without))).doesNotContain("nvidia");
  }
}
