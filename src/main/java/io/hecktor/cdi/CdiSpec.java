package io.hecktor.cdi;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A CDI file.
 *
 * @param file where it was read
 * @param version of the specification that it follows, such as {@code 0.5.0}
 * @param kind vendor and class of its devices, such as {@code nvidia.com/gpu}
 * @param devices in its order
 * @param edits what each of its devices needs
 * @see <a href="https://github.com/cncf-tags/container-device-interface/blob/v1.0.0/SPEC.md">CDI
 *     1.0.0</a>
 */
public record CdiSpec(
    Path file, String version, String kind, List<CdiDevice> devices, ContainerEdits edits) {

  /** Copies the list. */
  public CdiSpec {
    devices = List.copyOf(devices);
  }

  Optional<CdiDevice> device(String name) {
    return devices.stream().filter(device -> device.name().equals(name)).findFirst();
  }
}
