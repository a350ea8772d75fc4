package io.hecktor.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that is mounted in a container beside its root, in order; every engine mounts the same.
 *
 * @param rootfs the root, mounted read-only
 * @param mounts parents before children
 */
record MountPlan(Path rootfs, List<Mount> mounts) {

  /** CPUs and memory nodes: what libraries size their threads by. Nothing else of it is shown. */
  private static final String SYSTEM_DEVICES = "/sys/devices/system";

  MountPlan {
    mounts = List.copyOf(mounts);
  }

  /**
   * Plans the mounts and makes the points for them, in the rootfs or in the fresh {@code /tmp}.
   *
   * @throws IOException if a mount point can't be made
   */
  static MountPlan of(RunSpec spec, Staging staging) throws IOException {
    return new Builder(spec, staging).build();
  }

  /** The host's file that a canonical path of the container shows. */
  Optional<Path> onHost(String canonical) {
    Mount best = null;
    for (Mount mount : mounts) {
      if (isBelow(canonical, mount.target())
          && (best == null || mount.target().length() >= best.target().length())) {
        best = mount;
      }
    }
    if (best == null) {
      return Optional.of(rootfs.resolve(canonical.substring(1)));
    }
    if (best.kind() != Mount.Kind.BIND) {
      return Optional.empty();
    }
    String rest = canonical.substring(best.target().length());
    return Optional.of(Path.of(best.source() + rest));
  }

  /** Whether a path is a folder or lies below it. */
  static boolean isBelow(String path, String folder) {
    return path.equals(folder)
        || folder.equals("/")
        || (path.startsWith(folder) && path.charAt(folder.length()) == '/');
  }

  private static final class Builder {

    private final RunSpec spec;
    private final Staging staging;
    private final Path rootfs;
    private final ContainerPaths paths;
    private final String tmp;
    private final String dev;
    private final Path points;
    private final List<Mount> mounts = new ArrayList<>();

    Builder(RunSpec spec, Staging staging) throws IOException {
      this.spec = spec;
      this.staging = staging;
      this.rootfs = spec.image().rootfs().toRealPath();
      this.paths = new ContainerPaths(rootfs);
      this.tmp = paths.directory("/tmp");
      this.dev = paths.directory("/dev");
      this.points = staging.dev(addsDevices());
    }

    MountPlan build() throws IOException {
      mounts.add(new Mount(Mount.Kind.PROC, "proc", paths.directory("/proc"), false));
      addDevices();
      addSystem();
      for (String file : List.of("hosts", "hostname", "resolv.conf")) {
        Path source = staging.etc().resolve(file);
        mounts.add(Mount.readOnly(source.toString(), paths.file("/etc/" + file)));
      }
      mounts.add(Mount.writable(staging.tmp().toString(), tmp));
      addFolders();
      addGpu();
      HostMounts host = HostMounts.ofThisProcess();
      return new MountPlan(rootfs, mounts.stream().map(m -> m.restricted(host)).toList());
    }

    /** Whether something has to be mounted below {@code /dev} that not all runs have. */
    private boolean addsDevices() {
      return spec.gpu().shown()
          || spec.folders().binds().stream().anyMatch(bind -> isBelow(bind.target(), "/dev"));
    }

    private void addDevices() throws IOException {
      mounts.add(new Mount(Mount.Kind.DEVICES, points.toString(), dev, true));
      for (String device : Staging.DEVICES) {
        mounts.add(new Mount(Mount.Kind.DEVICE, "/dev/" + device, dev + "/" + device, false));
      }
      mounts.add(new Mount(Mount.Kind.TERMINALS, "devpts", dev + "/pts", false));
      mounts.add(new Mount(Mount.Kind.SHARED_MEMORY, "tmpfs", dev + "/shm", false));
      for (GpuAccess.Device device : spec.gpu().devices()) {
        mounts.add(
            new Mount(
                Mount.Kind.EXTRA_DEVICE,
                device.source().toString(),
                point(MountPoint.file(device.target())),
                false));
      }
    }

    private void addSystem() throws IOException {
      if (Files.isDirectory(Path.of(SYSTEM_DEVICES))) {
        String sys = paths.directory("/sys");
        mounts.add(Mount.readOnly(staging.sys().toString(), sys));
        mounts.add(Mount.readOnly(SYSTEM_DEVICES, sys + "/devices/system"));
      }
    }

    private void addFolders() throws IOException {
      Folders folders = spec.folders();
      String input = folders.inputMount();
      if (folders.inputTarget().isPresent()
          && !paths.link(folders.inputPath(), folders.inputTarget().get())) {
        input = folders.inputPath();
      }
      mounts.add(Mount.readOnly(folders.input().toRealPath().toString(), folder(input)));
      mounts.add(
          Mount.writable(folders.output().toRealPath().toString(), folder(folders.outputPath())));
      for (Bind bind : folders.binds()) {
        String source = bind.source().toRealPath().toString();
        String target =
            Files.isDirectory(bind.source())
                ? folder(bind.target())
                : point(MountPoint.file(bind.target()));
        mounts.add(
            bind.writable() ? Mount.writable(source, target) : Mount.readOnly(source, target));
      }
    }

    private String folder(String path) throws IOException {
      return point(MountPoint.directory(path));
    }

    private void addGpu() throws IOException {
      for (GpuAccess.HostFile file : spec.gpu().files()) {
        String target =
            point(
                file.folder()
                    ? MountPoint.directory(file.target())
                    : MountPoint.file(file.target()));
        mounts.add(
            new Mount(
                Mount.Kind.BIND, file.source().toString(), target, file.readOnly(), file.noexec()));
      }
      for (GpuAccess.Link link : spec.gpu().links()) {
        paths.relink(link.path(), link.target());
      }
    }

    /** A mount point below {@code /tmp} or {@code /dev} has to be made in the container's own. */
    private String point(MountPoint point) throws IOException {
      String canonical = paths.canonical(point.path(), true);
      boolean directory = point.kind() == MountPoint.Kind.DIRECTORY;
      Path place;
      if (isBelow(canonical, tmp)) {
        place = Path.of(staging.tmp() + canonical.substring(tmp.length()));
      } else if (isBelow(canonical, dev)) {
        place = Path.of(points + canonical.substring(dev.length()));
      } else {
        return directory ? paths.directory(point.path()) : paths.file(point.path());
      }
      Files.createDirectories(directory ? place : place.resolve("..").normalize());
      if (!directory && !Files.exists(place)) {
        Files.createFile(place);
      }
      return canonical;
    }
  }
}
