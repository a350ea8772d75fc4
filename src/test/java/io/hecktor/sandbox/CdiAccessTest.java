package io.hecktor.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.EnvironmentException;
import io.hecktor.cdi.CdiFixture;
import io.hecktor.cdi.ContainerEdits;
import io.hecktor.oci.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each engine is told for CDI files of several kinds, without running any. */
class CdiAccessTest {

  private static final String LIB = "/usr/lib/x86_64-linux-gnu";

  @TempDir Path temp;
  private Path host;
  private Path file;

  @BeforeEach
  void folders() throws IOException {
    Path folder = temp.toRealPath();
    host = Files.createDirectories(folder.resolve("host"));
    file = Path.of("/etc/cdi/nvidia.yaml");
  }

  private GpuAccess access(String fixture) throws IOException, EnvironmentException {
    ContainerEdits edits =
        CdiFixture.standIns(CdiFixture.edits(fixture, temp.resolve("cdi")), host);
    CdiAccess.Made made = CdiAccess.of(file, edits);
    assertThat(made.remarks()).isEmpty();
    return made.access();
  }

  private Prepared prepared(GpuAccess gpu) throws IOException {
    Path folder = temp.toRealPath();
    Path rootfs = Files.createDirectories(folder.resolve("rootfs"));
    Path input = Files.createDirectories(folder.resolve("input"));
    Path output = Files.createDirectories(folder.resolve("output"));
    RunSpec spec =
        new RunSpec(
            ImageSource.rootfs(rootfs),
            new Program(List.of("/bin/app"), gpu.in(Map.of("A", "b")), "/", 1000, 1001),
            new Folders(
                input,
                "/tmp/input",
                Optional.empty(),
                output,
                "/tmp/output",
                List.of("/tmp"),
                List.of()),
            new RunLimits(Duration.ofMinutes(1), Duration.ZERO, 2048, OptionalLong.empty(), 1),
            new RunFiles(folder.resolve("s"), folder.resolve("o"), folder.resolve("e")),
            gpu);
    Staging staging = Staging.create(folder.resolve("s"), true);
    return new Prepared(spec, MountPlan.of(spec, staging), staging);
  }

  private static Map<String, String> links(GpuAccess access) {
    Map<String, String> links = new java.util.TreeMap<>();
    access.links().forEach(link -> links.put(link.path(), link.target()));
    return links;
  }

  @Test
  void doesWhatTheHooksOfAMachineWithTwoGpusDo() throws IOException, EnvironmentException {
    GpuAccess access = access("bare-metal.yaml");

    assertThat(access.devices()).hasSize(8);
    assertThat(access.files()).hasSize(8);
    assertThat(access.libraryFolders()).containsExactly(LIB);
    assertThat(links(access))
        .containsEntry(LIB + "/libcuda.so", "libcuda.so.1")
        .containsEntry(LIB + "/libcuda.so.1", "libcuda.so.575.57.08")
        .containsEntry(LIB + "/libnvidia-ml.so.1", "libnvidia-ml.so.575.57.08")
        .containsEntry(LIB + "/gbm/nvidia-drm_gbm.so", "../libnvidia-allocator.so.1")
        .doesNotContainKey("/dev/dri/by-path/pci-0000:00:1e.0-card");
    assertThat(access.in(Map.of("LD_LIBRARY_PATH", "/opt/cuda/lib", "A", "b")))
        .containsEntry("LD_LIBRARY_PATH", "/opt/cuda/lib:" + LIB)
        .containsEntry("NVIDIA_VISIBLE_DEVICES", "void")
        .containsEntry("A", "b");
  }

  @Test
  void findsTheDriverOfWindowsLinux() throws IOException, EnvironmentException {
    GpuAccess access = access("wsl.json");
    String store = "/usr/lib/wsl/drivers/nvfrwi.inf_amd64_63d60f682af8cba2";

    assertThat(access.devices())
        .containsExactly(GpuAccess.Device.of(Path.of("/dev/null"), "/dev/dxg"));
    assertThat(links(access))
        .containsEntry("/usr/bin/nvidia-smi", store + "/nvidia-smi")
        .containsEntry(store + "/libcuda.so.1", "libcuda.so.1.1");
    assertThat(access.in(Map.of())).containsEntry("LD_LIBRARY_PATH", store + ":/usr/lib/wsl/lib");
  }

  @Test
  void showsFoldersOfAJetson() throws IOException, EnvironmentException {
    GpuAccess access = access("tegra.yaml");

    assertThat(access.files())
        .filteredOn(GpuAccess.HostFile::folder)
        .extracting(GpuAccess.HostFile::target)
        .containsExactly("/usr/share/nvidia/tegra");
    assertThat(access.points())
        .contains(
            MountPoint.directory("/usr/share/nvidia/tegra"),
            MountPoint.file("/etc/nv_tegra_release"));
    assertThat(access.libraryFolders()).hasSize(2);
  }

  /** In the words of each engine that mounts for itself. */
  @Test
  void tellsEachEngineTheSameDevicesAndFiles() throws IOException, EnvironmentException {
    for (String fixture : List.of("bare-metal.yaml", "wsl.json", "tegra.yaml", "mig.json")) {
      clear();
      GpuAccess access = access(fixture);
      Prepared run = prepared(access);
      String fstab = Fstab.of(run.plan(), 2048);
      List<String> bwrap = BwrapEngine.arguments(run);
      var rootless = Json.object(new RuntimeConfig(run, true, false, false).bytes(), "config.json");
      var root = Json.object(new RuntimeConfig(run, false, true, true).bytes(), "config.json");
      PodmanCdi.write(run, true);
      var podman = Json.object(Files.readAllBytes(run.staging().path("cdi/hecktor.json")), "cdi");

      List<String> nodes = access.devices().stream().map(GpuAccess.Device::target).toList();
      List<String> files = access.files().stream().map(GpuAccess.HostFile::target).toList();
      for (String node : nodes) {
        assertThat(fstab).contains("/dev/null " + run.plan().rootfs() + node + " none bind 0 0\n");
        assertThat(bwrap).containsSequence("--dev-bind", "/dev/null", node);
      }
      for (GpuAccess.HostFile shown : access.files()) {
        assertThat(fstab)
            .contains(
                shown.source()
                    + " "
                    + run.plan().rootfs()
                    + shown.target()
                    + " none bind,ro,nosuid,nodev");
        assertThat(bwrap).containsSequence("--ro-bind", shown.source().toString(), shown.target());
      }
      assertThat(rootless.at("/mounts").findValuesAsText("destination"))
          .containsAll(nodes)
          .containsAll(files);
      assertThat(rootless.at("/linux/devices").isMissingNode()).isTrue();
      assertThat(root.at("/mounts").findValuesAsText("destination"))
          .doesNotContainAnyElementsOf(nodes)
          .containsAll(files);
      assertThat(root.at("/linux/devices").findValuesAsText("path"))
          .containsExactlyElementsOf(nodes);
      assertThat(root.at("/linux/devices/0").toString())
          .endsWith(
              "\"type\":\"c\",\"major\":1,\"minor\":3,\"fileMode\":438,\"uid\":1000,\"gid\":1001}");
      assertThat(root.at("/linux/resources/devices")).hasSize(nodes.size());
      assertThat(podman.at("/devices/0/containerEdits/deviceNodes").findValuesAsText("path"))
          .containsExactlyElementsOf(nodes);
      assertThat(podman.at("/devices/0/containerEdits/mounts").findValuesAsText("containerPath"))
          .containsExactlyElementsOf(files);
      assertThat(podman.findValues("hooks")).isEmpty();
      assertThat(root.at("/process/env").toString()).contains("NVIDIA_VISIBLE_DEVICES=void");
    }
  }

  @Test
  void givesGroupsWhereItMay() throws IOException, EnvironmentException {
    Prepared run = prepared(access("mig.json"));

    assertThat(
            Json.object(new RuntimeConfig(run, false, true, true).bytes(), "config.json")
                .at("/process/user/additionalGids")
                .toString())
        .isEqualTo("[44,107]");
    assertThat(
            Json.object(new RuntimeConfig(run, true, true, true).bytes(), "config.json")
                .at("/process/user/additionalGids")
                .isMissingNode())
        .isTrue();
  }

  @Test
  void asksDockerForAllGpus() throws IOException {
    Prepared run = prepared(GpuAccess.byEngine());

    assertThat(DockerEngine.create(run.spec(), run.staging(), "none")).contains("--gpus=all");
    clear();
    assertThat(DockerEngine.create(prepared(GpuAccess.none()).spec(), run.staging(), "none"))
        .noneMatch(word -> word.startsWith("--gpus"));
  }

  @Test
  void makesPointsAndLinksInTheRootfs() throws IOException, EnvironmentException {
    Path rootfs = Files.createDirectories(temp.toRealPath().resolve("rootfs" + LIB));
    Files.createSymbolicLink(rootfs.resolve("libcuda.so.1"), Path.of("libcuda.so.old"));
    Files.writeString(rootfs.resolve("libnvidia-ml.so.1"), "the image's own");
    prepared(access("bare-metal.yaml"));

    assertThat(rootfs.resolve("libcuda.so.575.57.08")).isEmptyFile();
    assertThat(Files.readSymbolicLink(rootfs.resolve("libcuda.so.1")))
        .isEqualTo(Path.of("libcuda.so.575.57.08"));
    assertThat(rootfs.resolve("libnvidia-ml.so.1")).hasContent("the image's own");
  }

  @Test
  void saysThatAFileIsOfAnotherDriver() throws IOException, EnvironmentException {
    ContainerEdits edits = CdiFixture.edits("bare-metal.yaml", temp.resolve("cdi"));
    assertThatThrownBy(() -> CdiAccess.of(file, edits))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("which this machine lacks")
        .hasMessageContaining("--output=/etc/cdi/nvidia.yaml");

    ContainerEdits here = CdiFixture.standIns(edits, host);
    Files.delete(host.resolve("run/nvidia-persistenced/socket"));
    assertThat(CdiAccess.of(file, here).access().files()).hasSize(7);
    Files.delete(host.resolve("usr/bin/nvidia-smi"));
    assertThatThrownBy(() -> CdiAccess.of(file, here)).hasMessageContaining("nvidia-smi");
  }

  @Test
  void tellsOfHooksThatItDoesNotKnow() throws IOException, EnvironmentException {
    Path folder = Files.createDirectories(temp.resolve("odd"));
    Files.writeString(
        folder.resolve("odd.yaml"),
        """
        cdiVersion: 0.5.0
        kind: nvidia.com/gpu
        devices: [{name: all}]
        containerEdits:
          hooks: [{hookName: createContainer, path: /opt/odd, args: [odd, twist]}]
          mounts: [{containerPath: /x, hostPath: none, type: tmpfs}]
        """);
    ContainerEdits edits =
        io.hecktor.cdi.CdiRegistry.read(List.of(folder))
            .all("nvidia.com/gpu")
            .orElseThrow()
            .edits();
    List<String> said = new ArrayList<>();
    CdiAccess.of(file, edits).remarks().forEach(one -> said.add(one.what()));

    assertThat(said)
        .containsExactly(
            "`/x` of `/etc/cdi/nvidia.yaml` is left out of the container.",
            "The hook `/opt/odd twist` of `/etc/cdi/nvidia.yaml` is not run.");
  }

  private void clear() throws IOException {
    for (String name : List.of("s", "rootfs", "cdi")) {
      FileTrees.delete(temp.resolve(name));
    }
  }
}
