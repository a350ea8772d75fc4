package io.hecktor.sandbox;

import io.hecktor.oci.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The CDI file that Podman gets in {@code /run/cdi}, which no other process sees: what the
 * machine's own files ask for with its hooks' effect in place of the hooks. Where Podman may not
 * make device nodes they stand among the mounts, because its runtime would bind the host's node of
 * the container's name.
 */
final class PodmanCdi {

  /** What Podman is asked for. */
  static final String DEVICE = "nvidia.com/gpu=all";

  private static final String VERSION = "0.5.0";

  private PodmanCdi() {}

  /** The folder with the file, for the set-up script. */
  static Path folder(Staging staging) {
    return staging.path("cdi");
  }

  /** Whether the file brings what is mounted. */
  static boolean brings(Mount mount, GpuAccess gpu) {
    return gpu.files().stream().anyMatch(file -> file.source().toString().equals(mount.source()));
  }

  static void write(Prepared run, boolean makesNodes) throws IOException {
    List<Object> nodes = new ArrayList<>();
    List<Object> mounts = new ArrayList<>();
    for (Mount mount : run.plan().mounts()) {
      if (mount.kind() == Mount.Kind.EXTRA_DEVICE) {
        if (makesNodes && HostDevice.at(Path.of(mount.source())).isPresent()) {
          nodes.add(ordered("path", mount.target(), "hostPath", mount.source()));
        } else {
          mounts.add(mount(mount, List.of("bind", "nosuid", "noexec", "rw")));
        }
      } else if (mount.kind() == Mount.Kind.BIND && brings(mount, run.spec().gpu())) {
        mounts.add(mount(mount, options(mount)));
      }
    }
    Map<String, Object> edits = ordered("deviceNodes", nodes, "mounts", mounts);
    Map<String, Object> document = ordered("cdiVersion", VERSION, "kind", "nvidia.com/gpu");
    document.put("devices", List.of(ordered("name", "all", "containerEdits", edits)));
    Path folder = Files.createDirectories(folder(run.staging()));
    Files.write(folder.resolve("hecktor.json"), Json.compact(document));
  }

  private static List<String> options(Mount mount) {
    List<String> options = new ArrayList<>(List.of("bind", "nosuid", "nodev"));
    options.add(mount.readOnly() ? "ro" : "rw");
    if (mount.noexec()) {
      options.add("noexec");
    }
    return options;
  }

  private static Map<String, Object> mount(Mount mount, List<String> options) {
    Map<String, Object> entry =
        ordered("hostPath", mount.source(), "containerPath", mount.target());
    entry.put("type", "bind");
    entry.put("options", options);
    return entry;
  }

  private static Map<String, Object> ordered(String a, Object first, String b, Object second) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(a, first);
    map.put(b, second);
    return map;
  }
}
