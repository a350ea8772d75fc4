package io.hecktor.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodmanIT {

  @TempDir Path folder;

  @Test
  void loadsAnArchiveRunsItAndLeavesNothing() {
    Path archive = CudaLikeBase.get().dockerArchive(folder.resolve("base.tar"));
    RealTool.GZIP.command("--fast", archive).succeed();
    Podman podman = Podman.create();
    try (podman) {
      String image = podman.load(folder.resolve("base.tar.gz"));
      Command.Result result =
          podman
              .run("--network", "none", "--read-only", "--tmpfs", "/tmp", "--memory", "64m")
              .with("--user", "1000:1000", image, "/bin/sh", "-c", "id -u; ls /sys/class/net")
              .succeed();

      assertThat(result.stdout().lines()).containsExactly("1000", "lo");
      assertThat(podman.imageId(image)).hasSize(64);
    }

    assertThat(podman.folder().mounts()).isEmpty();
    assertThat(podman.folder().path()).doesNotExist();
    assertThat(Cgroups.named(podman.cgroup())).isEmpty();
  }
}
