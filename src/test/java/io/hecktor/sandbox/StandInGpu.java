package io.hecktor.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hecktor.HecktorException;
import io.hecktor.cdi.CdiRegistry;
import io.hecktor.testing.RealTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/**
 * A GPU that is none: a node with the numbers of {@code /dev/zero}, a library under its whole name,
 * and a CDI file that tells of both as NVIDIA's toolkit does.
 */
final class StandInGpu {

  /** Where the container has it. */
  static final String NODE = "/dev/nvidia0";

  private StandInGpu() {}

  /** Makes it; only root can make nodes, and others can read what it has made. */
  static Path create(Path folder, Path actorSource) throws IOException {
    RealTool.requireRoot();
    Path node = folder.resolve("node");
    new RealTool("mknod", "coreutils").command("--mode=666", node, "c", "1", "5").succeed();
    Path library = folder.resolve("libdriver.so.575.57.08");
    RealTool.GCC
        .command("-shared", "-fPIC", "-O1", "-Wl,-soname,libdriver.so.1")
        .with("-o", library, actorSource, "-lresolv")
        .succeed();
    Path cdi = Files.createDirectories(folder.resolve("cdi"));
    Files.writeString(
        cdi.resolve("nvidia.yaml"),
        """
        ---
        cdiVersion: 0.5.0
        kind: nvidia.com/gpu
        devices:
        - name: all
          containerEdits:
            deviceNodes:
            - path: %s
              hostPath: %s
        containerEdits:
          env:
          - NVIDIA_VISIBLE_DEVICES=void
          hooks:
          - hookName: createContainer
            path: /usr/bin/nvidia-cdi-hook
            args: [nvidia-cdi-hook, update-ldcache, --folder, /opt/driver/lib]
          mounts:
          - hostPath: %s
            containerPath: /opt/driver/lib/libdriver.so.575.57.08
            options: [ro, nosuid, nodev, rbind, rprivate]
        """
            .formatted(NODE, node, library));
    for (Path file : List.of(cdi, cdi.resolve("nvidia.yaml"), library)) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return cdi;
  }

  /** What engines get for it. */
  static GpuAccess access(Path cdi) throws IOException, HecktorException {
    CdiRegistry.Found found =
        CdiRegistry.read(List.of(cdi)).all(CdiRegistry.NVIDIA_GPU).orElseThrow();
    return CdiAccess.of(found.file(), found.edits()).access();
  }

  /** An engine whose driver tells that each process of this machine has 1234 MiB. */
  static Engine engine(String name, Path folder) throws IOException, HecktorException {
    Path programs = Files.createDirectories(folder.resolve("programs"));
    Path smi = programs.resolve("nvidia-smi");
    Files.writeString(
        smi,
        """
        #!/bin/sh
        case $1 in
        --query-gpu=name*) echo "Tesla T4, 1590" ;;
        --query-gpu=*) echo 40 ;;
        *) for one in /proc/[0-9]*; do
             read -r name <"$one/comm" && [ "$name" = actor ] && echo "${one#/proc/}, 1234"
           done 2>/dev/null
           exit 0 ;;
        esac
        """);
    Files.setPosixFilePermissions(smi, PosixFilePermissions.fromString("rwxr-xr-x"));
    String path = programs + ":/usr/bin:/bin:/usr/sbin:/sbin";
    return Engines.choose(name, Host.of(folder.resolve("trials"), Map.of("PATH", path))).engine();
  }

  /** Fails where the program does not see the stand-in, or its memory is not seen. */
  static void check(Engine engine, Path rootfs, Path cdi, Path folder)
      throws IOException, HecktorException {
    RunObservation seen =
        new EngineBench(engine, rootfs, folder.resolve("runs"))
            .gpu(access(cdi))
            .run("/usr/bin/actor", "gpu", NODE, "libdriver.so.1");

    assertThat(EngineBench.text(seen.stderr())).isEmpty();
    assertThat(EngineBench.text(seen.stdout())).isEqualTo("visible void\n");
    assertThat(seen.ending().exitCode()).isZero();
    assertThat(seen.writes().distinct()).isEmpty();
    assertThat(seen.gpu().devices()).containsExactly(new GpuUse.GpuDevice("Tesla T4", 1590));
    assertThat(seen.gpu().busyShare()).hasValueCloseTo(0.4, within(1e-9));
    assertThat(seen.gpu().peakBytes()).hasValue(1234L << 20);
  }

  /**
   * Checks it as whoever starts this, in a process of its own, because a Java process can't change
   * its user.
   *
   * @param words engine, rootfs, folder of CDI files, folder for the run
   */
  public static void main(String[] words) throws Exception {
    Path folder = Path.of(words[3]);
    check(engine(words[0], folder), Path.of(words[1]), Path.of(words[2]), folder);
    System.out.println("saw the GPU");
  }
}
