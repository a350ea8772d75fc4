package io.hecktor.sandbox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Podman, given the rootfs: nothing is loaded or stored. It runs within the network that was made
 * for the run, so its attempts are counted there; strace does not follow it. Its runtime is crun,
 * because runc insists on control groups of its own.
 */
final class PodmanEngine extends NamespaceEngine {

  /** Podman takes no long paths; an empty folder over this one is seen by it alone. */
  private static final String SHORT = "/mnt";

  /** Podman keeps locks here; the ones of the host's own containers are not touched. */
  private static final String LOCKS = "/dev/shm";

  PodmanEngine(Host host) {
    super(
        host,
        Stream.concat(
                NeededProgram.BASIC.stream(),
                Stream.of(new NeededProgram("podman", "podman"), new NeededProgram("crun", "crun")))
            .toList());
  }

  @Override
  public String name() {
    return "podman";
  }

  @Override
  Inner inner() {
    return Inner.PROCESSES;
  }

  @Override
  List<String> hidden() {
    return List.of(SHORT, LOCKS, "/run", OciRuntimeEngine.CGROUPS);
  }

  /** Its own processes outlive the container for a moment, and it kills what was left in it. */
  @Override
  boolean tellsLeftOver() {
    return false;
  }

  @Override
  boolean traceable() {
    return false;
  }

  @Override
  List<String> start(Prepared run) throws IOException {
    Program program = run.program();
    List<String> words = new ArrayList<>(byInner());
    words.addAll(List.of(program("env"), "HOME=" + SHORT, "XDG_CONFIG_HOME=" + SHORT));
    words.addAll(List.of("XDG_RUNTIME_DIR=" + SHORT, program("podman")));
    words.addAll(storage());
    words.addAll(List.of("run", "--rm", "--network=host", "--no-hosts", "--cgroups=disabled"));
    words.addAll(List.of("--read-only", "--read-only-tmpfs=false", "--uts=private"));
    words.addAll(List.of("--cap-drop=all", "--security-opt=no-new-privileges", "--pull=never"));
    words.addAll(
        List.of("--hostname=" + Staging.HOST_NAME, "--unsetenv-all", "--http-proxy=false"));
    words.addAll(List.of("--ulimit=nofile=1024:1024", "--ulimit=nproc=4096:4096"));
    words.addAll(
        List.of(
            "--user=" + program.uid() + ":" + program.gid(),
            "--workdir=" + program.workingDirectory()));
    if (!host().root()) {
      words.add("--uidmap=" + program.uid() + ":0:1");
      words.add("--gidmap=" + program.gid() + ":0:1");
    }
    words.add("--shm-size=" + Fstab.sharedMemoryBytes(run.spec().limits().memoryBytes()) + "b");
    for (Map.Entry<String, String> variable : program.environment().entrySet()) {
      words.add("--env=" + variable.getKey() + "=" + variable.getValue());
    }
    if (run.spec().gpu().shown()) {
      run.spec().gpu().groups().forEach(group -> words.add("--group-add=" + group));
      PodmanCdi.write(run, host().root());
      words.add("--device=" + PodmanCdi.DEVICE);
    }
    run.plan().mounts().forEach(mount -> words.addAll(words(mount, run.spec().gpu())));
    words.addAll(List.of("--rootfs", run.plan().rootfs().toString()));
    words.addAll(program.argv());
    return words;
  }

  private List<String> storage() {
    List<String> words = new ArrayList<>();
    for (String option : List.of("root", "runroot", "tmpdir")) {
      words.add("--" + option + "=" + SHORT + "/" + option);
    }
    words.addAll(List.of("--storage-driver=vfs", "--events-backend=file"));
    words.add("--cgroup-manager=cgroupfs");
    words.add("--runtime=" + program("crun"));
    return words;
  }

  private static List<String> words(Mount mount, GpuAccess gpu) {
    return switch (mount.kind()) {
      case BIND ->
          mount.target().startsWith("/sys") || PodmanCdi.brings(mount, gpu)
              ? List.of()
              : List.of(
                  "--volume="
                      + mount.source()
                      + ":"
                      + mount.target()
                      + (mount.readOnly() ? ":ro" : ":rw"));
      case PROC, DEVICES, DEVICE, EXTRA_DEVICE, TERMINALS, SHARED_MEMORY -> List.of();
    };
  }
}
