package io.hecktor.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerEngineIT {

  @TempDir Path folder;

  @Test
  void loadsAGzippedArchiveAndRunsItUnderRestrictions() {
    CudaLikeBase base = CudaLikeBase.get();
    Path archive = base.dockerArchive(folder.resolve("base.tar"));
    RealTool.GZIP.command("--fast", archive).succeed();

    try (DockerEngine docker = DockerEngine.start()) {
      String image = docker.load(folder.resolve("base.tar.gz"));
      String script =
          """
          id -u
          touch /etc/x 2>&1 | grep -o 'Read-only file system'
          touch /tmp/x && echo writes to /tmp
          ls /sys/class/net
          test ! -e /usr/bin/zdump && echo no zdump
          """;
      Command.Result result =
          docker
              .run("--network", "none", "--read-only", "--tmpfs", "/tmp", "--user", "1000:1000")
              .with("--memory", "64m", image, "/bin/sh", "-c", script)
              .succeed();

      assertThat(image).isEqualTo("nvidia/cuda:" + CudaLikeBase.TAG);
      assertThat(docker.inspect(image, "{{len .RootFS.Layers}}"))
          .isEqualTo(Integer.toString(base.diffIds().size()));
      assertThat(result.stdout().lines())
          .containsExactly("1000", "Read-only file system", "writes to /tmp", "lo", "no zdump");
    }
  }

  @Test
  void leavesNoProcessNoMountAndNoFolderBehindEvenWhenAContainerRuns() {
    Path archive = CudaLikeBase.get().dockerArchive(folder.resolve("base.tar"));
    DockerEngine docker = DockerEngine.start();
    List<ProcessHandle> processes;
    try (docker) {
      String image = docker.load(archive);
      docker.docker("run", "--detach", "--network", "none", image, "sleep", "600").succeed();
      processes = docker.processes();
      assertThat(processes).hasSizeGreaterThanOrEqualTo(2);
      assertThat(docker.folder().mounts()).isNotEmpty();
    }

    assertThat(processes).noneMatch(ProcessHandle::isAlive);
    assertThat(docker.folder().mounts()).isEmpty();
    assertThat(docker.folder().path()).doesNotExist();
    assertThat(Cgroups.named(docker.cgroup())).isEmpty();
    assertThat(commandLinesNaming(docker.folder().path())).isEmpty();
  }

  private static List<String> commandLinesNaming(Path folder) {
    return ProcessHandle.allProcesses()
        .map(process -> process.info().commandLine().orElse(""))
        .filter(line -> line.contains(folder.toString()))
        .toList();
  }
}
