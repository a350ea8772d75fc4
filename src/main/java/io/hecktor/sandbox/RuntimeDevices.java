package io.hecktor.sandbox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The device nodes of a bundle, where the runtime may make some: as root. They belong to the
 * program's user unless somebody says otherwise, as CDI's own library has it. An ordinary user
 * cannot make nodes, and binds those of the host.
 *
 * @see <a
 *     href="https://github.com/opencontainers/runtime-spec/blob/v1.1.0/config-linux.md#devices">
 *     runtime-spec, config-linux.md, Devices</a>
 */
final class RuntimeDevices {

  private final List<Map<String, Object>> nodes = new ArrayList<>();
  private final List<Map<String, Object>> rules = new ArrayList<>();

  private RuntimeDevices() {}

  /** No nodes. */
  static RuntimeDevices none() {
    return new RuntimeDevices();
  }

  /** Nodes for all devices of a run that are devices. */
  static RuntimeDevices of(RunSpec spec) throws IOException {
    RuntimeDevices all = new RuntimeDevices();
    for (GpuAccess.Device device : spec.gpu().devices()) {
      Optional<HostDevice> node = HostDevice.at(device.source());
      if (node.isPresent()) {
        all.add(device, node.get(), spec.program());
      }
    }
    return all;
  }

  private void add(GpuAccess.Device device, HostDevice node, Program program) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("path", device.target());
    entry.put("type", node.type());
    entry.put("major", node.major());
    entry.put("minor", node.minor());
    entry.put("fileMode", device.mode().orElse(node.mode()));
    entry.put("uid", device.uid().orElse(program.uid()));
    entry.put("gid", device.gid().orElse(program.gid()));
    nodes.add(entry);
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("allow", true);
    rule.put("type", node.type());
    rule.put("major", node.major());
    rule.put("minor", node.minor());
    rule.put("access", "rw");
    rules.add(rule);
  }

  /** Whether the runtime makes the node at a path. */
  boolean make(String path) {
    return nodes.stream().anyMatch(node -> path.equals(node.get("path")));
  }

  /** Adds the nodes, and for a runtime with control groups of its own that they may be used. */
  void addTo(Map<String, Object> linux, boolean ownGroups) {
    if (!nodes.isEmpty()) {
      linux.put("devices", nodes);
      if (ownGroups) {
        linux.put("resources", Map.of("devices", rules));
      }
    }
  }
}
