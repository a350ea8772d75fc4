package io.hecktor.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A job as Kubernetes takes it: an Indexed Job, and a policy that leaves its pods no network.
 * Nothing in it needs more than the Pod Security Standard {@code restricted} allows.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/controllers/job/">Kubernetes,
 *     Jobs</a>
 */
final class JobManifests {

  /** On the job, its pods and its policy; its value is the job's name. */
  static final String LABEL = "hecktor.io/job";

  /** On each pod of an Indexed Job. */
  static final String INDEX = "batch.kubernetes.io/job-completion-index";

  private static final String MANAGER = "app.kubernetes.io/managed-by";
  private static final String CASES = "cases";
  private static final String TMP = "tmp";
  private static final String NUMBER = "JOB_COMPLETION_INDEX";

  /** A forgotten job, and what its pods said, is gone after a week. */
  private static final int KEPT_SECONDS = 7 * 24 * 3600;

  /** As on the platform, between TERM and KILL. */
  private static final long GRACE_SECONDS = 5;

  private JobManifests() {}

  static Job job(CaseJob job) {
    return new JobBuilder()
        .withNewMetadata()
        .withName(job.name())
        .withLabels(labels(job.name()))
        .endMetadata()
        .withNewSpec()
        .withCompletionMode("Indexed")
        .withCompletions(job.size().cases())
        .withParallelism(job.size().parallel())
        // One try for each case: a second one would find the folder of the first.
        .withBackoffLimitPerIndex(0)
        .withTtlSecondsAfterFinished(KEPT_SECONDS)
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(labels(job.name()))
        .endMetadata()
        .withSpec(pod(job))
        .endTemplate()
        .endSpec()
        .build();
  }

  private static Map<String, String> labels(String job) {
    return new TreeMap<>(Map.of(LABEL, job, MANAGER, "hecktor-maven-plugin"));
  }

  private static PodSpec pod(CaseJob job) {
    List<LocalObjectReference> secrets =
        job.terms().pullSecret().map(LocalObjectReference::new).stream().toList();
    return new PodSpecBuilder()
        .withRestartPolicy("Never")
        .withActiveDeadlineSeconds(job.needs().time().toSeconds())
        .withTerminationGracePeriodSeconds(GRACE_SECONDS)
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        // A name that is looked up fails at once, instead of after many seconds.
        .withDnsPolicy("None")
        .withNewDnsConfig()
        .withNameservers("127.0.0.1")
        .endDnsConfig()
        .withNodeSelector(new TreeMap<>(job.terms().nodeSelector()))
        .withImagePullSecrets(secrets)
        .withNewSecurityContext()
        .withRunAsNonRoot(true)
        .withRunAsUser(job.terms().uid())
        .withRunAsGroup(job.terms().gid())
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .endSecurityContext()
        .addNewVolume()
        .withName(CASES)
        .withNewPersistentVolumeClaim()
        .withClaimName(job.place().claim())
        .endPersistentVolumeClaim()
        .endVolume()
        .addNewVolume()
        .withName(TMP)
        .withNewEmptyDir()
        .withSizeLimit(bytes(job.needs().tmpBytes()))
        .endEmptyDir()
        .endVolume()
        .withContainers(container(job))
        .build();
  }

  private static Container container(CaseJob job) {
    return new ContainerBuilder()
        .withName("case")
        .withImage(job.image())
        .withImagePullPolicy("IfNotPresent")
        .withEnv(environment(job))
        .withResources(resources(job.needs()))
        .withSecurityContext(closed())
        .withVolumeMounts(mounts(job.place()))
        .build();
  }

  private static List<EnvVar> environment(CaseJob job) {
    List<EnvVar> all = new ArrayList<>();
    all.add(
        new EnvVarBuilder()
            .withName(NUMBER)
            .withNewValueFrom()
            .withNewFieldRef()
            .withFieldPath("metadata.annotations['" + INDEX + "']")
            .endFieldRef()
            .endValueFrom()
            .build());
    new TreeMap<>(job.terms().environment())
        .forEach((name, value) -> all.add(new EnvVar(name, value, null)));
    return all;
  }

  /** What is asked for is the limit as well, so that no neighbour is counted on. */
  private static ResourceRequirements resources(CaseJob.Needs needs) {
    Map<String, Quantity> all = new TreeMap<>();
    all.put("memory", bytes(needs.memoryBytes()));
    all.put("cpu", new Quantity(Integer.toString(needs.cpus())));
    if (needs.gpus() > 0) {
      all.put("nvidia.com/gpu", new Quantity(Integer.toString(needs.gpus())));
    }
    return new ResourceRequirementsBuilder().withRequests(all).withLimits(all).build();
  }

  private static Quantity bytes(long bytes) {
    return new Quantity(Long.toString(bytes));
  }

  private static SecurityContext closed() {
    return new SecurityContextBuilder()
        .withReadOnlyRootFilesystem(true)
        .withAllowPrivilegeEscalation(false)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .build();
  }

  /** {@code /tmp} first: what the profile shows may lie in it. */
  private static List<VolumeMount> mounts(CaseJob.Place place) {
    List<VolumeMount> all = new ArrayList<>();
    all.add(new VolumeMountBuilder().withName(TMP).withMountPath("/tmp").build());
    for (CaseJob.Mount mount : place.mounts()) {
      String own = mount.ofCase() ? "/$(" + NUMBER + ")/" : "/";
      all.add(
          new VolumeMountBuilder()
              .withName(CASES)
              .withMountPath(mount.target())
              .withSubPathExpr(place.folder() + own + mount.source())
              .withReadOnly(mount.readOnly())
              .build());
    }
    return all;
  }

  /** Selects the job's pods and allows them nothing, in neither direction. */
  static NetworkPolicy policy(String job) {
    return new NetworkPolicyBuilder()
        .withNewMetadata()
        .withName(job)
        .withLabels(labels(job))
        .endMetadata()
        .withNewSpec()
        .withNewPodSelector()
        .withMatchLabels(Map.of(LABEL, job))
        .endPodSelector()
        .withPolicyTypes("Ingress", "Egress")
        .endSpec()
        .build();
  }
}
