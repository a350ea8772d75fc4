package io.hecktor.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.EnvironmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CdiRegistryTest {

  private static final String GPU = CdiRegistry.NVIDIA_GPU;

  @TempDir Path folder;

  private ContainerEdits edits(String fixture) throws IOException, EnvironmentException {
    return CdiFixture.edits(fixture, folder);
  }

  private static List<String> paths(ContainerEdits edits) {
    return edits.deviceNodes().stream().map(DeviceNode::path).toList();
  }

  @Test
  void readsAMachineWithTwoGpus() throws IOException, EnvironmentException {
    ContainerEdits edits = edits("bare-metal.yaml");

    assertThat(paths(edits))
        .containsExactly(
            "/dev/nvidia-modeset",
            "/dev/nvidia-uvm",
            "/dev/nvidia-uvm-tools",
            "/dev/nvidiactl",
            "/dev/nvidia0",
            "/dev/nvidia1",
            "/dev/dri/card1",
            "/dev/dri/renderD128");
    assertThat(edits.environment()).contains("NVIDIA_VISIBLE_DEVICES=void");
    assertThat(edits.mounts()).hasSize(8);
    CdiMount socket = edits.mounts().get(1);
    assertThat(socket.isReadOnly()).isTrue();
    assertThat(socket.isNoexec()).isTrue();
    assertThat(edits.mounts().get(2).isNoexec()).isFalse();
    assertThat(edits.hooks())
        .extracting(CdiHook::verb)
        .containsExactly(
            "create-symlinks",
            "enable-cuda-compat",
            "update-ldcache",
            "disable-device-node-modification",
            "create-symlinks");
    assertThat(edits.hooks().get(1).values("--host-driver-version")).containsExactly("575.57.08");
  }

  @Test
  void readsWindowsLinux() throws IOException, EnvironmentException {
    ContainerEdits edits = edits("wsl.json");

    assertThat(paths(edits)).containsExactly("/dev/dxg");
    assertThat(edits.deviceNodes().get(0).hostPath()).isEqualTo("/dev/dxg");
    assertThat(edits.mounts()).hasSize(8);
    assertThat(edits.hooks().get(1).values("--folder")).contains("/usr/lib/wsl/lib").hasSize(2);
  }

  @Test
  void readsAJetson() throws IOException, EnvironmentException {
    ContainerEdits edits = edits("tegra.yaml");

    assertThat(paths(edits)).contains("/dev/nvmap", "/dev/nvgpu/igpu0/as").hasSize(8);
    assertThat(edits.hooks())
        .extracting(CdiHook::verb)
        .containsExactly("create-symlinks", "update-ldcache", "chmod");
    assertThat(edits.hooks().get(0).values("--link")).hasSize(2);
  }

  @Test
  void takesEachDeviceWhereNoneIsNamedAll() throws IOException, EnvironmentException {
    ContainerEdits edits = edits("mig.json");

    assertThat(paths(edits))
        .containsExactly(
            "/dev/nvidia-uvm",
            "/dev/nvidiactl",
            "/dev/nvidia0",
            "/dev/nvidia-caps/nvidia-cap66",
            "/dev/nvidia-caps/nvidia-cap67",
            "/dev/nvidia-caps/nvidia-cap75",
            "/dev/nvidia-caps/nvidia-cap76");
    assertThat(edits.additionalGids()).containsExactly(44, 107);
  }

  @Test
  void knowsTheNumbersAndOwnersThatAFileTells() throws IOException, EnvironmentException {
    write(
        folder,
        "a.yaml",
        """
        cdiVersion: "0.6.0"
        kind: nvidia.com/gpu
        devices:
        - name: all
          containerEdits:
            deviceNodes:
            - {path: /dev/x, type: b, major: 195, minor: 3, fileMode: 438, uid: 7, permissions: rwm}
            - {path: /dev/y, fileMode: 0660}
            hooks:
            - {hookName: createRuntime, path: /bin/hook, timeout: 5}
        containerEdits:
        """);
    ContainerEdits edits = CdiRegistry.read(List.of(folder)).all(GPU).orElseThrow().edits();

    DeviceNode x = edits.deviceNodes().get(0);
    assertThat(x.number()).contains(new DeviceNode.Numbers("b", 195, 3));
    assertThat(x.access())
        .isEqualTo(
            new DeviceNode.Access(
                "rwm", OptionalInt.of(0666), OptionalInt.of(7), OptionalInt.empty()));
    assertThat(edits.deviceNodes().get(1).access().mode()).hasValue(0660);
    assertThat(edits.hooks().get(0).timeout()).contains(Duration.ofSeconds(5));
    assertThat(edits.hooks().get(0).verb()).isEmpty();
  }

  @Test
  void prefersTheFolderThatIsMadeAtEachStart() throws IOException, EnvironmentException {
    Path etc = folder.resolve("etc");
    Path run = folder.resolve("run");
    CdiFixture.copy("bare-metal.yaml", etc);
    Path newer = CdiFixture.copy("wsl.json", run);
    write(run, "other.yaml", "{cdiVersion: 0.3.0, kind: vendor.com/net, devices: [{name: all}]}");
    write(run, "README.txt", "not read");

    assertThat(CdiRegistry.read(List.of(etc, run)).all(GPU).orElseThrow().file()).isEqualTo(newer);
    assertThat(CdiRegistry.read(List.of(run, etc)).all(GPU).orElseThrow().file())
        .isEqualTo(etc.resolve("bare-metal.yaml"));
  }

  @Test
  void refusesToChooseBetweenTwoFilesOfAFolder() throws IOException {
    CdiFixture.copy("bare-metal.yaml", folder);
    CdiFixture.copy("wsl.json", folder);

    assertThatThrownBy(() -> CdiRegistry.read(List.of(folder)).all(GPU))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("bare-metal.yaml")
        .hasMessageContaining("wsl.json")
        .hasMessageContaining("-Dhecktor.cdi");
  }

  @Test
  void findsNothingWhereThereIsNoFile() throws EnvironmentException {
    CdiRegistry none = CdiRegistry.read(List.of(folder, folder.resolve("missing")));

    assertThat(none.all(GPU)).isEqualTo(Optional.empty());
    assertThat(none.spoilt()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: [b",
        "- a",
        "",
        "kind: nvidia.com/gpu",
        "{cdiVersion: 0.5.0, kind: gpu}",
        "{cdiVersion: 0.5.0, kind: nvidia.com/gpu, devices: {a: b}}",
        "{cdiVersion: 0.5.0, kind: nvidia.com/gpu, devices: [a]}",
        "{cdiVersion: 0.5.0, kind: nvidia.com/gpu, containerEdits: {env: [A]}}",
        "{cdiVersion: 0.5.0, kind: nvidia.com/gpu, containerEdits: {deviceNodes: [{path: x}]}}",
        "{cdiVersion: 0.5.0, kind: nvidia.com/gpu, containerEdits: {additionalGids: [x]}}",
        "{cdiVersion: 0.5.0, kind: n.c/g, containerEdits: {deviceNodes: [{path: /x, uid: no}]}}",
      })
  void namesAFileThatIsNone(String text) throws IOException, EnvironmentException {
    write(folder, "broken.yaml", text);
    CdiRegistry registry = CdiRegistry.read(List.of(folder));

    assertThat(registry.all(GPU)).isEmpty();
    assertThat(registry.spoilt()).hasSize(1);
    assertThat(registry.spoilt().get(0).what())
        .contains("broken.yaml` cannot be used: ")
        .endsWith(".")
        .doesNotContain("null");
  }

  private static void write(Path folder, String name, String text) throws IOException {
    Files.writeString(Files.createDirectories(folder).resolve(name), text);
  }
}
