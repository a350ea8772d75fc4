package io.hecktor.sandbox;

import io.hecktor.oci.Digest;
import io.hecktor.testing.DockerEngine;
import io.hecktor.testing.RealTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows of {@link EngineRow} on a Docker engine of the test's own. */
class DockerSandboxIT {

  private static Path folder;
  private static DockerEngine docker;
  private static Path rootfs;
  private static ImageSource.Archive archive;

  @BeforeAll
  static void prepare() throws IOException {
    docker = DockerEngine.start();
    folder = Files.createTempDirectory("docker-engine");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    rootfs = ActorRootfs.create(folder);
    Path tar = folder.resolve("rootfs.tar");
    RealTool.TAR.command("--create", "--file", tar, "--directory", rootfs, ".").succeed();
    String image =
        docker.docker("import", "--change", "USER 1000:1000", tar).succeed().stdout().strip();
    Path saved = folder.resolve("image.tar");
    docker.docker("save", "--output", saved, image).succeed();
    docker.docker("image", "rm", image).succeed();
    archive = new ImageSource.Archive(saved, Digest.parse(image));
  }

  @AfterAll
  static void stop() throws IOException {
    if (docker != null) {
      docker.close();
    }
    if (folder != null) {
      EngineBench.delete(folder);
    }
  }

  static Stream<EngineRow> rows() {
    return EngineRow.all().stream();
  }

  @ParameterizedTest(name = "docker {0}")
  @MethodSource("rows")
  void judgesAlikeInDocker(EngineRow row) throws IOException {
    Host host =
        Host.of(
            folder.resolve("trials"),
            Map.of("PATH", System.getenv("PATH"), "DOCKER_HOST", docker.host()));
    Engine engine = new io.hecktor.sandbox.DockerEngine(host);
    Assertions.assertThat(engine.availability().works()).isTrue();
    row.runOn(
        new EngineBench(engine, rootfs, Files.createTempDirectory(folder, "run")).archive(archive));
  }

  @Test
  void saysThatDockerHasNoGpu() throws IOException {
    Host host =
        Host.of(
            folder.resolve("trials"),
            Map.of("PATH", System.getenv("PATH"), "DOCKER_HOST", docker.host()));
    Engine engine = new io.hecktor.sandbox.DockerEngine(host);
    Assertions.assertThat(engine.bringsGpu()).isFalse();
    Assertions.assertThatThrownBy(
            () ->
                new EngineBench(engine, rootfs, Files.createTempDirectory(folder, "gpu"))
                    .archive(archive)
                    .gpu(GpuAccess.byEngine())
                    .run("exit", "0"))
        .hasRootCauseInstanceOf(io.hecktor.EnvironmentException.class)
        .rootCause()
        .hasMessageContaining("could not start the image with a GPU")
        .hasMessageContaining("-Dhecktor.gpu=none");
  }
}
