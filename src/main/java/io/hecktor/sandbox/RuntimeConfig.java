package io.hecktor.sandbox;

import io.hecktor.oci.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code config.json} of a bundle, as the runtime-spec has it (config.md, config-linux.md).
 * There is no network namespace in it: the container joins the one that was made for the run.
 */
final class RuntimeConfig {

  private static final List<String> MASKED =
      List.of("/proc/acpi", "/proc/kcore", "/proc/keys", "/proc/timer_list", "/proc/scsi");
  private static final List<String> READ_ONLY =
      List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

  private final Prepared run;
  private final boolean rootless;
  private final boolean ownProcesses;
  private final boolean ownGroups;
  private final RuntimeDevices devices;

  /**
   * The config of one run.
   *
   * @param rootless whether the runtime is root of a user namespace with a single user in it
   * @param ownProcesses whether the program is the first process of a PID namespace
   * @param ownGroups whether the runtime makes control groups, which allow some devices only
   * @throws IOException if a device node can't be read
   */
  RuntimeConfig(Prepared run, boolean rootless, boolean ownProcesses, boolean ownGroups)
      throws IOException {
    this.run = run;
    this.rootless = rootless;
    this.ownProcesses = ownProcesses;
    this.ownGroups = ownGroups;
    this.devices = rootless ? RuntimeDevices.none() : RuntimeDevices.of(run.spec());
  }

  /** The document. */
  byte[] bytes() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("ociVersion", "1.0.2");
    document.put("process", process());
    document.put("root", Map.of("path", run.plan().rootfs().toString(), "readonly", true));
    document.put("hostname", Staging.HOST_NAME);
    document.put("mounts", run.plan().mounts().stream().flatMap(m -> mount(m).stream()).toList());
    document.put("linux", linux());
    return Json.compact(document);
  }

  private Map<String, Object> process() {
    Program program = run.program();
    Map<String, Object> process = new LinkedHashMap<>();
    process.put("terminal", false);
    process.put("user", user(program));
    process.put("args", program.argv());
    List<String> environment = new ArrayList<>();
    program.environment().forEach((name, value) -> environment.add(name + "=" + value));
    process.put("env", environment);
    process.put("cwd", program.workingDirectory());
    process.put("capabilities", Map.of());
    process.put("noNewPrivileges", true);
    return process;
  }

  /** An ordinary user has no other groups to give. */
  private Map<String, Object> user(Program program) {
    Map<String, Object> user = ordered("uid", program.uid(), "gid", program.gid());
    if (!rootless && !run.spec().gpu().groups().isEmpty()) {
      user.put("additionalGids", run.spec().gpu().groups());
    }
    return user;
  }

  private Map<String, Object> linux() {
    Map<String, Object> linux = new LinkedHashMap<>();
    List<Object> namespaces = new ArrayList<>();
    for (String type : List.of("ipc", "uts", "mount")) {
      namespaces.add(Map.of("type", type));
    }
    if (ownProcesses) {
      namespaces.add(Map.of("type", "pid"));
    }
    if (rootless) {
      namespaces.add(Map.of("type", "user"));
      linux.put("uidMappings", List.of(mapping(run.program().uid())));
      linux.put("gidMappings", List.of(mapping(run.program().gid())));
    }
    linux.put("namespaces", namespaces);
    linux.put("maskedPaths", MASKED);
    linux.put("readonlyPaths", READ_ONLY);
    devices.addTo(linux, ownGroups);
    return linux;
  }

  private static Map<String, Object> mapping(int inside) {
    Map<String, Object> mapping = ordered("containerID", inside, "hostID", 0);
    mapping.put("size", 1);
    return mapping;
  }

  private static Map<String, Object> ordered(String a, Object first, String b, Object second) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(a, first);
    map.put(b, second);
    return map;
  }

  private Optional<Map<String, Object>> mount(Mount mount) {
    String shared = "size=" + Fstab.sharedMemoryBytes(run.spec().limits().memoryBytes());
    return switch (mount.kind()) {
      case PROC -> proc(mount);
      case DEVICES -> entry(mount, "tmpfs", "tmpfs", List.of("nosuid", "mode=755", "size=65536k"));
      case DEVICE -> Optional.empty();
      case EXTRA_DEVICE ->
          devices.make(mount.target())
              ? Optional.empty()
              : entry(mount, "bind", mount.source(), List.of("bind", "nosuid", "noexec"));
      case TERMINALS ->
          entry(
              mount,
              "devpts",
              "devpts",
              List.of("nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620"));
      case SHARED_MEMORY ->
          entry(mount, "tmpfs", "shm", List.of("nosuid", "nodev", "mode=1777", shared));
      case BIND -> entry(mount, "bind", mount.source(), bindOptions(mount));
    };
  }

  /** Only the owner of a PID namespace may mount its processes; else they are mounted already. */
  private Optional<Map<String, Object>> proc(Mount mount) {
    List<String> options = List.of("nosuid", "noexec", "nodev");
    if (ownProcesses) {
      return entry(mount, "proc", "proc", options);
    }
    List<String> bind = new ArrayList<>(List.of("bind"));
    bind.addAll(options);
    return entry(mount, "bind", "/proc", bind);
  }

  private static List<String> bindOptions(Mount mount) {
    List<String> options = new ArrayList<>(List.of("bind", "nosuid", "nodev"));
    options.add(mount.readOnly() ? "ro" : "rw");
    if (mount.noexec()) {
      options.add("noexec");
    }
    return options;
  }

  private static Optional<Map<String, Object>> entry(
      Mount mount, String type, String source, List<String> options) {
    Map<String, Object> entry = ordered("destination", mount.target(), "type", type);
    entry.put("source", source);
    entry.put("options", options);
    return Optional.of(entry);
  }
}
