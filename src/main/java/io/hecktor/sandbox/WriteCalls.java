package io.hecktor.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the attempts to change files outside of what may be written among system calls.
 *
 * <p>An attempt is what would have changed a file on a machine where nothing is read-only. So these
 * are none: asking whether something is writable, making a folder that exists, removing or changing
 * what does not exist, opening a device or a file of {@code /proc} (HotSpot opens its own {@code
 * coredump_filter} for writing), shared memory.
 *
 * <p>Not seen: what goes through io_uring.
 */
final class WriteCalls {

  /** Errors that kept a change from happening; with others there was nothing to change. */
  private static final Set<String> PREVENTED = Set.of("", "EROFS", "EACCES", "EPERM");

  /** File systems of the kernel; what can be changed there is no file. */
  private static final List<String> KERNEL = List.of("/proc", "/sys", "/dev/shm", "/dev/pts");

  private final Map<Integer, String> folders = new HashMap<>();
  private final String workingDirectory;
  private final MountPlan plan;
  private final List<String> writable;
  private final String input;
  private final String scratch;
  private final ContainerPaths paths;
  private final Tally<WriteAttempt> tally = new Tally<>();

  /**
   * A finder of one run's attempts.
   *
   * @param scratch the engine's own folder on the host, whose files are no business of the program
   */
  WriteCalls(RunSpec spec, MountPlan plan, Path scratch) {
    Folders folders = spec.folders();
    this.workingDirectory = spec.program().workingDirectory();
    this.plan = plan;
    this.writable = folders.writable();
    this.input = folders.inputMount();
    this.scratch = scratch.toString();
    this.paths = new ContainerPaths(plan);
  }

  void accept(SystemCall call) {
    rememberFolder(call);
    if (!PREVENTED.contains(call.error()) || call.result().startsWith("?")) {
      return;
    }
    for (WriteTargets.Target target : WriteTargets.of(call)) {
      String path = inContainer(absolute(call, target.path()));
      // A descriptor's path has no links any more.
      boolean opened = call.succeeded() && call.resultFile().isPresent();
      judge(call, target, opened ? path : canonical(path, target.followLast()));
    }
  }

  /** strace tells a process's folder only with the calls that take a descriptor for it. */
  private void rememberFolder(SystemCall call) {
    String first = call.argument(0);
    if (first.startsWith("AT_FDCWD<")) {
      call.file(0).ifPresent(folder -> folders.put(call.pid(), folder));
    } else if (call.name().equals("chdir") && call.succeeded()) {
      call.text(0).ifPresent(to -> folders.put(call.pid(), absolute(call, to)));
    } else if (call.name().equals("fchdir") && call.succeeded()) {
      call.file(0).ifPresent(folder -> folders.put(call.pid(), folder));
    }
  }

  private String absolute(SystemCall call, String path) {
    String folder = folders.getOrDefault(call.pid(), workingDirectory);
    return path.startsWith("/") ? path : folder + "/" + path;
  }

  private void judge(SystemCall call, WriteTargets.Target target, String canonical) {
    if (!isForbidden(canonical)) {
      return;
    }
    if (target.effect() == WriteTargets.Effect.CHANGES && !call.succeeded() && !exists(canonical)) {
      return;
    }
    tally.add(new WriteAttempt(call.process(), call.name(), canonical, call.error()));
  }

  private String canonical(String path, boolean followLast) {
    try {
      return paths.canonical(path, followLast);
    } catch (IOException e) {
      // A loop of links: nothing could have been written through it.
      return path;
    }
  }

  private boolean exists(String canonical) {
    Optional<Path> file = plan.onHost(canonical);
    return file.isEmpty() || Files.exists(file.get(), LinkOption.NOFOLLOW_LINKS);
  }

  private boolean isForbidden(String path) {
    if (MountPlan.isBelow(path, input)) {
      return true;
    }
    if (MountPlan.isBelow(path, scratch)) {
      return false;
    }
    return below(path, KERNEL).isEmpty()
        && below(path, writable).isEmpty()
        && !(MountPlan.isBelow(path, "/dev") && exists(path));
  }

  private static Optional<String> below(String path, List<String> folders) {
    return folders.stream().filter(folder -> MountPlan.isBelow(path, folder)).findFirst();
  }

  /** strace sees the container's files below the rootfs where the container is a mere chroot. */
  private String inContainer(String path) {
    String rootfs = plan.rootfs().toString();
    if (MountPlan.isBelow(path, rootfs)) {
      return path.length() == rootfs.length() ? "/" : path.substring(rootfs.length());
    }
    return path;
  }

  Tally<WriteAttempt> found() {
    return tally;
  }
}
