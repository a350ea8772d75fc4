package io.hecktor.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hecktor.sandbox.FileTrees;
import io.hecktor.sandbox.Host;
import io.hecktor.testing.DockerEngine;
import io.hecktor.testing.RealTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The engines of this machine, all of them really tried. */
class EngineExaminationIT {

  @Test
  void saysOfEachEngineThatItWorks() throws IOException {
    RealTool.requireRoot();
    List.of(RealTool.UNSHARE, RealTool.BWRAP, RealTool.CRUN, RealTool.RUNC, RealTool.PODMAN)
        .forEach(RealTool::require);
    RealTool.STRACE.require();
    Path folder = Files.createTempDirectory("doctor");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (DockerEngine docker = DockerEngine.start()) {
      Map<String, String> environment = new HashMap<>(System.getenv());
      environment.put("DOCKER_HOST", docker.host());
      Host host = Host.of(folder.resolve("scratch"), environment);
      List<Remark> remarks = new EngineExamination(host).examine();
      for (String engine : List.of("unshare", "bwrap", "crun", "runc", "podman", "docker")) {
        Remark found = StandIns.only(remarks, engine);
        assertThat(found.state()).as(found.toString()).isEqualTo(State.OK);
        assertThat(found.found()).containsPattern("^\\d+\\.\\d+.*: works; ");
      }
      assertThat(StandIns.only(remarks, "auto").found()).startsWith("takes `unshare`");
      assertThat(StandIns.only(remarks, "strace").state()).isEqualTo(State.OK);
      // The one that stays is that of a run's network, which each run by Docker takes up again.
      String images = docker.docker("image", "ls", "--all", "--quiet").succeed().stdout();
      assertThat(images.lines()).hasSizeLessThan(2);
      assertThat(docker.docker("ps", "--all", "--quiet").succeed().stdout()).isBlank();
      assertThat(host.scratch()).isEmptyDirectory();
    } finally {
      FileTrees.delete(folder);
    }
  }
}
