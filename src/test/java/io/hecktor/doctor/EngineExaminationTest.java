package io.hecktor.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hecktor.sandbox.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines on which engines are missing or broken; {@link EngineExaminationIT} has real ones. */
class EngineExaminationTest {

  @TempDir Path folder;

  @Test
  void aMachineWithoutAnythingIsToldWhatToInstall() throws IOException {
    Host host = new StandIns(folder).host(1000);
    List<Remark> remarks = new EngineExamination(host).examine();
    for (String engine : List.of("unshare", "bwrap", "crun", "runc", "podman", "docker")) {
      Remark found = StandIns.only(remarks, engine);
      assertThat(found.state()).isEqualTo(State.MISSING);
      assertThat(found.remedy()).isNotEmpty();
    }
    Remark auto = StandIns.only(remarks, "auto");
    assertThat(auto.state()).isEqualTo(State.WARNING);
    assertThat(auto.stops()).isFalse();
    assertThat(auto.remedy()).contains("util-linux");
    assertThat(StandIns.only(remarks, "strace").remedy()).contains("apt-get install strace");
    assertThat(host.scratch()).isEmptyDirectory();
  }

  @Test
  void anEngineThatIsThereAndFailsIsToldWithItsVersion() throws IOException {
    StandIns machine = new StandIns(folder);
    for (String program : List.of("unshare", "setpriv", "mount", "mkfifo")) {
      machine.program(
          program, "[ $1 = --version ] && echo \"$0 from util-linux 2.38.1\" || exit 1");
    }
    Remark found = StandIns.only(new EngineExamination(machine.host(1000)).examine(), "unshare");
    assertThat(found.state()).isEqualTo(State.MISSING);
    assertThat(found.found()).startsWith("2.38.1: ");
    assertThat(found.remedy()).isNotEmpty();
  }

  @Test
  void aDockerThatNobodyAnswersForIsOnlyAsked() throws IOException {
    Path words = folder.resolve("words");
    StandIns machine =
        new StandIns(folder)
            .program(
                "docker",
                "echo \"$@\" >> "
                    + words
                    + "; [ $1 = --version ] && echo 'Docker version 20.10.24, build 1' || exit 1");
    Remark found = StandIns.only(new EngineExamination(machine.host(1000)).examine(), "docker");
    assertThat(found.found()).isEqualTo("20.10.24: no Docker engine answers");
    assertThat(found.remedy()).contains("docker info");
    assertThat(Files.readAllLines(words))
        .allMatch(line -> line.startsWith("version") || line.equals("--version"));
  }
}
