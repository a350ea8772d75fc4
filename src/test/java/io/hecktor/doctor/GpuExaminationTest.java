package io.hecktor.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines with a GPU, without one, and with half of what one needs. */
class GpuExaminationTest {

  private static final String T4 = "echo 'Tesla T4, 550.54.15, 15360'";

  @TempDir Path folder;

  private StandIns machine;
  private Path cdi;

  @BeforeEach
  void begin() throws IOException {
    machine = new StandIns(folder);
    cdi = Files.createDirectories(folder.resolve("cdi"));
  }

  private List<Remark> examine(boolean driver) throws IOException {
    Path file = folder.resolve("nvidiactl");
    if (driver) {
      Files.createFile(file);
    }
    return new GpuExamination(machine.host(1000), List.of(cdi), List.of(file)).examine();
  }

  private void describe(String library) throws IOException {
    Files.writeString(
        cdi.resolve("nvidia.yaml"),
        """
        cdiVersion: 0.5.0
        kind: nvidia.com/gpu
        devices:
        - name: all
          containerEdits:
            deviceNodes: [{path: /dev/nvidia0, hostPath: /dev/null}]
        - name: "0"
          containerEdits:
            deviceNodes: [{path: /dev/nvidia0, hostPath: /dev/null}]
        containerEdits:
          mounts:
          - {hostPath: %s, containerPath: /usr/lib/libcuda.so.1, options: [ro]}
        """
            .formatted(library));
  }

  @Test
  void noGpuIsNoFault() throws IOException {
    assertThat(examine(false)).allMatch(remark -> remark.state() == State.NOT_APPLICABLE);
  }

  @Test
  void tellsCardAndDevices() throws IOException {
    machine.program("nvidia-smi", T4);
    describe(Files.createFile(folder.resolve("libcuda.so.1")).toString());
    List<Remark> remarks = examine(true);
    assertThat(StandIns.only(remarks, "GPU").found())
        .isEqualTo("Tesla T4, 15.0 GiB, driver 550.54.15");
    assertThat(StandIns.only(remarks, "CDI").found())
        .endsWith("nvidia.yaml describes nvidia.com/gpu=0, nvidia.com/gpu=all");
    assertThat(remarks).allMatch(remark -> remark.state() == State.OK);
  }

  @Test
  void aCardThatNoFileDescribesIsAWarning() throws IOException {
    machine.program("nvidia-smi", T4);
    Remark found = StandIns.only(examine(true), "CDI");
    assertThat(found.state()).isEqualTo(State.WARNING);
    assertThat(found.remedy()).contains("nvidia-ctk cdi generate");
  }

  @Test
  void aFileThatNamesWhatIsNotThereIsAWarning() throws IOException {
    machine.program("nvidia-smi", T4);
    describe("/no/such/libcuda.so.1");
    assertThat(StandIns.only(examine(true), "CDI").state()).isEqualTo(State.WARNING);
  }

  @Test
  void aSpoiltFileIsNamed() throws IOException {
    Files.writeString(cdi.resolve("nvidia.yaml"), "kind: [");
    Remark found = StandIns.only(examine(false), "CDI file");
    assertThat(found.state()).isEqualTo(State.WARNING);
    assertThat(found.found()).contains("nvidia.yaml");
  }

  @Test
  void aDriverThatDoesNotAnswerIsTold() throws IOException {
    machine.program(
        "nvidia-smi", "echo 'Failed to initialize NVML: Driver/library mismatch'; exit 18");
    Remark found = StandIns.only(examine(false), "nvidia-smi");
    assertThat(found.state()).isEqualTo(State.WARNING);
    assertThat(found.found()).contains("Failed to initialize NVML");
    assertThat(found.remedy()).contains("/proc/driver/nvidia/version");
  }

  @Test
  void aDriverWithoutItsProgramIsTold() throws IOException {
    assertThat(StandIns.only(examine(true), "nvidia-smi").state()).isEqualTo(State.WARNING);
  }
}
