package io.hecktor.cdi;

import java.util.ArrayList;
import java.util.List;

/**
 * What a container needs so that devices work in it.
 *
 * @param environment {@code NAME=value}, in the file's order
 * @param deviceNodes nodes of the host
 * @param mounts files and folders of the host
 * @param hooks programs to be run
 * @param additionalGids groups that the program's user is to be in
 * @see <a
 *     href="https://github.com/cncf-tags/container-device-interface/blob/v1.0.0/SPEC.md#container-edits">CDI
 *     1.0.0, Container Edits</a>
 */
public record ContainerEdits(
    List<String> environment,
    List<DeviceNode> deviceNodes,
    List<CdiMount> mounts,
    List<CdiHook> hooks,
    List<Integer> additionalGids) {

  /** Nothing at all. */
  public static final ContainerEdits NONE =
      new ContainerEdits(List.of(), List.of(), List.of(), List.of(), List.of());

  /** Copies the lists. */
  public ContainerEdits {
    environment = List.copyOf(environment);
    deviceNodes = List.copyOf(deviceNodes);
    mounts = List.copyOf(mounts);
    hooks = List.copyOf(hooks);
    additionalGids = List.copyOf(additionalGids);
  }

  /** These and then others; what stands in both counts once. */
  public ContainerEdits and(ContainerEdits more) {
    return new ContainerEdits(
        joined(environment, more.environment),
        joined(deviceNodes, more.deviceNodes),
        joined(mounts, more.mounts),
        joined(hooks, more.hooks),
        joined(additionalGids, more.additionalGids));
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    List<T> all = new ArrayList<>(first);
    second.stream().filter(one -> !all.contains(one)).forEach(all::add);
    return all;
  }
}
