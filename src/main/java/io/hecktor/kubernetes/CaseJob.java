package io.hecktor.kubernetes;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A job whose pods run the same image, each on the folder of its own number.
 *
 * @param name a DNS label
 * @param image with its digest
 * @param size of the job
 * @param needs of each pod
 * @param place what each pod sees of the volume
 * @param terms how each pod runs
 */
public record CaseJob(String name, String image, Size size, Needs needs, Place place, Terms terms) {

  /**
   * How many pods there are.
   *
   * @param cases numbered from 0
   * @param parallel how many run at once
   */
  public record Size(int cases, int parallel) {}

  /**
   * What each pod gets.
   *
   * @param time from its arrival on a node to its end, the pull of the image included
   * @param memoryBytes enforced by the kernel
   * @param cpus processors
   * @param gpus of NVIDIA; 0 for none
   * @param tmpBytes of {@code /tmp}, on the node's disk
   */
  public record Needs(Duration time, long memoryBytes, int cpus, int gpus, long tmpBytes) {}

  /**
   * What each pod sees of the volume.
   *
   * @param claim the volume's
   * @param folder in the volume, relative; pods see folders below it
   * @param mounts what is seen where
   */
  public record Place(String claim, String folder, List<Mount> mounts) {

    /** Copies the list. */
    public Place {
      mounts = List.copyOf(mounts);
    }
  }

  /**
   * A folder of the volume in a pod.
   *
   * @param source relative to the folder of the pod's number, or to that of the job
   * @param ofCase whether each pod sees another one
   * @param target absolute in the container
   * @param readOnly whether the program may not write there
   */
  public record Mount(String source, boolean ofCase, String target, boolean readOnly) {}

  /**
   * How each pod runs.
   *
   * @param uid the image's user
   * @param gid the image's group
   * @param environment on top of the image's own
   * @param pullSecret the name of the secret that nodes pull the image with
   * @param nodeSelector labels that a node must have
   */
  public record Terms(
      long uid,
      long gid,
      Map<String, String> environment,
      Optional<String> pullSecret,
      Map<String, String> nodeSelector) {

    /** Copies the maps. */
    public Terms {
      environment = Map.copyOf(environment);
      nodeSelector = Map.copyOf(nodeSelector);
    }
  }
}
