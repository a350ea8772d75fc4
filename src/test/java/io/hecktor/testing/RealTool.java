package io.hecktor.testing;

import java.nio.file.Path;

/**
 * A program of this machine that a test needs, and the Debian package that brings it.
 *
 * <p>Where it is missing, a test that asks for it fails on CI ({@code CI=true}) and is skipped
 * elsewhere; both name the package.
 *
 * @param program the file's name
 * @param debianPackage the package that {@code .ci/run} installs
 */
public record RealTool(String program, String debianPackage) {

  public static final RealTool BWRAP = new RealTool("bwrap", "bubblewrap");
  public static final RealTool CHROMIUM = new RealTool("chromium", "chromium");
  public static final RealTool CRUN = new RealTool("crun", "crun");
  public static final RealTool DOCKER = new RealTool("docker", "docker.io");
  public static final RealTool DOCKER_REGISTRY = new RealTool("docker-registry", "docker-registry");
  public static final RealTool DOCKERD = new RealTool("dockerd", "docker.io");
  public static final RealTool GZIP = new RealTool("gzip", "gzip");
  public static final RealTool GCC = new RealTool("gcc", "gcc");
  public static final RealTool MMDEBSTRAP = new RealTool("mmdebstrap", "mmdebstrap");
  public static final RealTool MUNGED = new RealTool("munged", "munge");
  public static final RealTool PODMAN = new RealTool("podman", "podman");
  public static final RealTool RUNC = new RealTool("runc", "runc");
  public static final RealTool SCANCEL = new RealTool("scancel", "slurm-client");
  public static final RealTool SCONTROL = new RealTool("scontrol", "slurm-client");
  public static final RealTool SINFO = new RealTool("sinfo", "slurm-client");
  public static final RealTool SKOPEO = new RealTool("skopeo", "skopeo");
  public static final RealTool SLURMCTLD = new RealTool("slurmctld", "slurmctld");
  public static final RealTool SLURMD = new RealTool("slurmd", "slurmd");
  public static final RealTool STRACE = new RealTool("strace", "strace");
  public static final RealTool TAR = new RealTool("tar", "tar");
  public static final RealTool UMOCI = new RealTool("umoci", "umoci");
  public static final RealTool UNSHARE = new RealTool("unshare", "util-linux");

  /** The program's path; ends the test when this machine lacks it. */
  public Path require() {
    return requireOn(Machine.current());
  }

  /** A command that starts with this program; ends the test when this machine lacks it. */
  public Command command(Object... words) {
    return Command.of(require()).with(words);
  }

  /** Ends the test when it doesn't run as root. */
  public static void requireRoot() {
    requireRootOn(Machine.current());
  }

  Path requireOn(Machine machine) {
    return machine
        .find(program)
        .orElseGet(
            () ->
                machine.lacks(
                    "`%s` is missing; Debian's package `%s` has it."
                        .formatted(program, debianPackage)));
  }

  static void requireRootOn(Machine machine) {
    if (machine.userId() != 0) {
      machine.lacks("This test must run as root, not as user %d.".formatted(machine.userId()));
    }
  }
}
