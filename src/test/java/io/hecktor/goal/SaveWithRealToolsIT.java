package io.hecktor.goal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hecktor.oci.Json;
import io.hecktor.testing.Command;
import io.hecktor.testing.CudaLikeBase;
import io.hecktor.testing.DockerEngine;
import io.hecktor.testing.LoopbackRegistry;
import io.hecktor.testing.MavenProject;
import io.hecktor.testing.Podman;
import io.hecktor.testing.RealTool;
import io.hecktor.testing.Skopeo;
import io.hecktor.testing.Umoci;
import io.hecktor.testing.UnpackedArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The baseline over a CUDA-like base from a registry, handed to the tools that must take it. */
class SaveWithRealToolsIT {

  @TempDir static Path folder;

  private static LoopbackRegistry registry;
  private static MavenProject baseline;
  private static Command.Result saved;

  @BeforeAll
  static void saveTheBaseline() {
    RealTool.requireRoot();
    registry = LoopbackRegistry.start();
    String base = CudaLikeBase.get().publish(registry, CudaLikeBase.Form.DOCKER_LIST).reference();
    baseline = MavenProject.copyOf("baseline", folder.resolve("baseline"));
    saved = baseline.maven("hecktor:save", "-DskipTests", "-Dhecktor.base=" + base).succeed();
  }

  @AfterAll
  static void stopTheRegistry() {
    if (registry != null) {
      registry.close();
    }
  }

  @Test
  void gzipFindsNothingWrongWithTheArchives() {
    for (int task = 1; task <= 3; task++) {
      RealTool.GZIP.command("-t", archive(task)).succeed();
    }
  }

  @Test
  void dockerLoadsEachArchiveUnderItsImageIdAndRunsItWithoutNetworkOnAReadOnlyRoot()
      throws IOException {
    try (DockerEngine docker = DockerEngine.start()) {
      for (int task = 1; task <= 3; task++) {
        String image = docker.load(archive(task));
        assertThat(docker.imageId(image)).isEqualTo(imageId(task));

        Path output = writable("docker-" + task);
        docker
            .run("--network", "none", "--read-only", "--tmpfs", "/tmp")
            .with("-v", input(task) + ":/tmp/input:ro", "-v", output + ":/tmp/output")
            .with(image)
            .succeed();
        assertThatOutputIsAsExpected(task, output);
      }
    }
  }

  @Test
  void podmanLoadsTheUnpackedArchiveAndRunsIt() throws IOException {
    try (Podman podman = Podman.create()) {
      String image = podman.load(archive(2));
      assertThat(podman.imageId(image)).isEqualTo(imageId(2).replace("sha256:", ""));

      Path output = writable("podman");
      podman
          .run("--network", "none", "--read-only", "--tmpfs", "/tmp")
          .with("-v", input(2) + ":/tmp/input:ro", "-v", output + ":/tmp/output")
          .with(image)
          .succeed();
      assertThatOutputIsAsExpected(2, output);
    }
  }

  @Test
  void skopeoReadsTheUnpackedArchiveAndTheLayoutAsTheSameImage() throws IOException {
    Path unpacked =
        UnpackedArchive.of(archive(1), Files.createDirectories(folder.resolve("skopeo")));
    String fromArchive = "docker-archive:" + unpacked;
    String fromLayout = "oci:" + baseline.output("task1/image") + ":task1";

    assertThat(Skopeo.config(fromArchive)).isEqualTo(Skopeo.config(fromLayout));
    Path copy = folder.resolve("skopeo-copy");
    Skopeo.copy(fromLayout, "dir:" + copy);
    assertThat(copy.resolve(imageId(1).replace("sha256:", ""))).isRegularFile();
  }

  @Test
  void umociUnpacksTheLayoutWithUserEntrypointAndFiles() throws IOException {
    Path bundle =
        new Umoci(baseline.output("task1/image")).unpack("task1", folder.resolve("bundle"));
    Path rootfs = bundle.resolve("rootfs");

    assertThat(rootfs.resolve("opt/java/bin/java")).isExecutable();
    assertThat(Files.readString(rootfs.resolve("etc/passwd")))
        .startsWith("root:")
        .contains("\nhecktor:x:1000:1000::/home/hecktor:");
    assertThat(Files.getAttribute(rootfs.resolve("home/hecktor"), "unix:uid")).isEqualTo(1000);
  }

  @Test
  void theBasesBlobsAndEnvironmentAreKeptAsTheyAre() throws IOException {
    var base = CudaLikeBase.get();
    var config = Skopeo.config("oci:" + baseline.output("task1/image") + ":task1");
    List<String> environment = strings(config.path("config").path("Env"));

    assertThat(strings(config.path("rootfs").path("diff_ids"))).startsWith(array(base.diffIds()));
    assertThat(environment)
        .startsWith(array(strings(base.config().path("config").path("Env"))))
        .contains("HECKTOR_TASK=task1", "HECKTOR_INPUT=/tmp/input");
    var labels = config.path("config").path("Labels");
    base.config()
        .path("config")
        .path("Labels")
        .properties()
        .forEach(
            label -> {
              if (!label.getKey().matches("org\\.opencontainers\\.image\\.(title|version)")) {
                assertThat(labels.path(label.getKey())).isEqualTo(label.getValue());
              }
            });
    assertThat(labels.path("org.opencontainers.image.title").asText()).isEqualTo("baseline");
    assertThat(labels.path("org.opencontainers.image.base.digest").asText()).startsWith("sha256:");
  }

  @Test
  void aSecondSaveAsksTheRegistryNothingAndGivesTheSameBytes() throws IOException {
    List<String> asked = registry.requests();
    String before = Files.readString(baseline.output("submission_task1.tar.gz.sha256"));
    String reference =
        CudaLikeBase.get().publish(registry, CudaLikeBase.Form.DOCKER_LIST).reference();
    List<String> afterPublishing = registry.requests();

    Command.Result quiet =
        baseline
            .maven("-q", "hecktor:save", "-DskipTests", "-Dhecktor.base=" + reference)
            .succeed();

    // Some Mavens put the colours back at their end, whether there were any or not.
    assertThat(quiet.stdout().replace("\u001b[0m", "")).isEmpty();
    assertThat(asked).isNotEmpty();
    assertThat(registry.requests()).isEqualTo(afterPublishing);
    assertThat(Files.readString(baseline.output("submission_task1.tar.gz.sha256")))
        .isEqualTo(before);
  }

  @Test
  void aSubmissionServesAsTheBaseOfAnother() throws IOException {
    MavenProject next = MavenProject.copyOf("readme-example", folder.resolve("next"));
    next.maven("hecktor:save", "-Dhecktor.base=tar:" + archive(1)).succeed();

    var config = Skopeo.config("oci:" + next.output("task2/image") + ":task2");
    assertThat(strings(config.path("rootfs").path("diff_ids")))
        .startsWith(array(CudaLikeBase.get().diffIds()));
  }

  @Test
  void tellsWhatItWroteAndThatNoTestRunWasMade() {
    assertThat(saved.stdout())
        .contains("Wrote target/hecktor/submission_task1.tar.gz")
        .contains("task1: this image has not been through a test run")
        .contains("Next, before the upload: mvn hecktor:test-run -Dhecktor.base=")
        .doesNotContain("\u001b[1");
  }

  private static Path archive(int task) {
    return baseline.output("submission_task" + task + ".tar.gz");
  }

  private static Path input(int task) {
    return baseline.folder().resolve("Task" + task).resolve("test").resolve("input");
  }

  private static String imageId(int task) throws IOException {
    Path report = baseline.output("task" + task + "/image.json");
    return Json.object(Files.readAllBytes(report), "image.json").path("image").asText();
  }

  /** The container's user is none of this machine's. */
  private static Path writable(String name) throws IOException {
    Path output = Files.createDirectories(folder.resolve(name));
    Files.setPosixFilePermissions(output, PosixFilePermissions.fromString("rwxrwxrwx"));
    return output;
  }

  private static void assertThatOutputIsAsExpected(int task, Path output) throws IOException {
    Path expected = baseline.folder().resolve("Task" + task).resolve("test").resolve("expected");
    try (var files = Files.walk(expected)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(output.resolve(expected.relativize(file).toString()))
            .isRegularFile()
            .hasSameBinaryContentAs(file);
      }
    }
  }

  private static List<String> strings(com.fasterxml.jackson.databind.JsonNode array) {
    return java.util.stream.StreamSupport.stream(array.spliterator(), false)
        .map(com.fasterxml.jackson.databind.JsonNode::asText)
        .toList();
  }

  private static String[] array(List<String> list) {
    return list.toArray(String[]::new);
  }
}
