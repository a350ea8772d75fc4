package io.hecktor.goal;

import io.hecktor.HecktorException;
import io.hecktor.Progress;
import io.hecktor.archive.ImageLayout;
import io.hecktor.kubernetes.Cluster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How cases are run on a Kubernetes cluster.
 *
 * @param access how it is reached
 * @param volume how cases get there and results back
 * @param pod what each case gets besides the profile's limits
 * @param profile the file of a profile that is not shipped
 * @param waiting what the user does meanwhile
 */
public record KubernetesRequest(
    Access access, Volume volume, Pod pod, Optional<Path> profile, Waiting waiting)
    implements RemoteRequest {

  /**
   * How the cluster and its registry are reached.
   *
   * @param cluster a namespace of it
   * @param context the one that was asked for, for whoever gathers the results later
   * @param registry takes the images
   */
  public record Access(Cluster cluster, Optional<String> context, Registry registry) {}

  /** Where the cluster's nodes pull images from. */
  @FunctionalInterface
  public interface Registry {

    /**
     * Brings an image there.
     *
     * @return its reference, with its digest
     */
    String push(ImageLayout image) throws HecktorException, IOException;
  }

  /**
   * A volume that pods and this machine see.
   *
   * @param claim its persistent volume claim's name
   * @param folder in the volume, relative; empty for its root
   * @param here where this machine sees that folder
   */
  public record Volume(String claim, String folder, Path here) {}

  /**
   * What each case gets besides the profile's limits.
   *
   * @param cpus processors
   * @param gpus of NVIDIA
   * @param tmpBytes of {@code /tmp}
   * @param pullSecret a secret's name
   * @param nodeSelector labels that a node must have
   */
  public record Pod(
      int cpus,
      int gpus,
      long tmpBytes,
      Optional<String> pullSecret,
      Map<String, String> nodeSelector) {

    /** Copies the map. */
    public Pod {
      nodeSelector = Map.copyOf(nodeSelector);
    }
  }

  /**
   * What the user does meanwhile.
   *
   * @param detach whether nobody waits for the end
   * @param interruption what becomes of the job when its user ends Maven
   * @param stuck how long a pod that cannot begin is waited for
   */
  public record Waiting(boolean detach, Interruption interruption, Duration stuck) {

    /** Long enough for a registry to come back. */
    public static final Duration STUCK = Duration.ofMinutes(3);
  }

  @Override
  public boolean detach() {
    return waiting.detach();
  }

  @Override
  public void requireThere() throws HecktorException {
    access.cluster().requireReady(volume.claim());
    CaseVolume.require(volume.here());
  }

  @Override
  public Executor executor(TestRunRequest request, Progress progress) {
    return new KubernetesExecutor(request, this, progress);
  }
}
