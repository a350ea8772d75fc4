package io.hecktor.cdi;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A device node that the container sees.
 *
 * @param path absolute in the container
 * @param hostPath absolute on the host
 * @param number of the node, where the file tells it; else it is the host's
 * @param access who may do what with it
 */
public record DeviceNode(String path, String hostPath, Optional<Numbers> number, Access access) {

  /**
   * What stands for a node in the kernel.
   *
   * @param type {@code c} or {@code b}
   */
  public record Numbers(String type, int major, int minor) {}

  /**
   * Who may do what with a node.
   *
   * @param permissions of the control group, such as {@code rw}
   * @param mode permission bits, where they are to be others than the host's
   * @param uid owner, where it is to be another one
   * @param gid group, where it is to be another one
   */
  public record Access(String permissions, OptionalInt mode, OptionalInt uid, OptionalInt gid) {}
}
