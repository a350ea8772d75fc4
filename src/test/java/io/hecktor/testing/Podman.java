package io.hecktor.testing;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Podman with images and state of the test's own in a temporary folder; it has no daemon, and
 * leaves nothing when closed.
 *
 * <p>Its runtime is runc, because crun before 1.9 refuses machines that mount both versions of
 * control groups. Limits that podman would raise are given, because raising one takes a right that
 * root lacks in some virtual machines and containers.
 */
public final class Podman implements AutoCloseable {

  private static final String LOADED = "Loaded image: ";

  private final ScratchFolder folder;
  private final String cgroup;

  private Podman(ScratchFolder folder) {
    this.folder = folder;
    this.cgroup = folder.path().getFileName().toString();
  }

  /** Ends the test where podman, runc or root is missing. */
  public static Podman create() {
    RealTool.PODMAN.require();
    RealTool.RUNC.require();
    RealTool.requireRoot();
    return new Podman(ScratchFolder.create("podman"));
  }

  /** Loads an archive, gzipped or not, and returns the name it got. */
  public String load(Path archive) {
    Path plain = UnpackedArchive.of(archive, folder.path());
    String output = podman("load", "--quiet", "--input", plain).succeed().stdout();
    return output
        .lines()
        .filter(line -> line.startsWith(LOADED))
        .map(line -> line.substring(LOADED.length()).strip())
        .findFirst()
        .orElseThrow(() -> new AssertionError("`podman load` named no image: " + output));
  }

  /** The image's ID, 64 digits. */
  public String imageId(String image) {
    return podman("image", "inspect", "--format", "{{.Id}}", image).succeed().stdout().strip();
  }

  /** The command {@code podman run --rm} with the given options, image and arguments. */
  public Command run(Object... words) {
    return podman("run", "--rm", "--cgroups", "no-conmon", "--cgroup-parent", "/" + cgroup)
        .with("--ulimit", "nofile=1024:1024", "--ulimit", "nproc=4096:4096")
        .with(words);
  }

  /** Any command of podman, on this storage. */
  public Command podman(Object... words) {
    return RealTool.PODMAN
        .command("--root", folder.path().resolve("images"))
        .with("--runroot", folder.path().resolve("state"))
        .with("--tmpdir", folder.path().resolve("tmp"))
        .with("--storage-driver", "vfs", "--events-backend", "file")
        .with("--cgroup-manager", "cgroupfs", "--runtime", RealTool.RUNC.require())
        .with(words)
        .within(Duration.ofMinutes(5));
  }

  ScratchFolder folder() {
    return folder;
  }

  String cgroup() {
    return cgroup;
  }

  @Override
  public void close() {
    try (folder) {
      podman("rm", "--all", "--force").run();
    }
    Cgroups.remove(cgroup);
  }
}
