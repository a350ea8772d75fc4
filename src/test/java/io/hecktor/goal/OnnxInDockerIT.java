package io.hecktor.goal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hecktor.oci.Json;
import io.hecktor.testing.Command;
import io.hecktor.testing.DockerEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The networks of the projects that the invoker plugin has built, saved and run before: Docker
 * gives the bytes that the test run gave.
 */
class OnnxInDockerIT {

  private static final Path PROJECTS = Path.of("target", "it");
  private static final Set<String> CASES = Set.of("input", "sanity-2", "missing-keys");

  @TempDir static Path folder;

  private static DockerEngine docker;

  @BeforeAll
  static void startDocker() {
    boolean built =
        Stream.of("baseline-onnx", "hecktor2026")
            .allMatch(project -> Files.isDirectory(output(project)));
    Assumptions.assumeTrue(built, "-Dinvoker.test left the projects out");
    docker = DockerEngine.start();
  }

  @AfterAll
  static void stopDocker() {
    if (docker != null) {
      docker.close();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aTaskOf2025GivesTheBytesOfItsTestRun(int task) throws IOException {
    String image =
        docker.load(output("baseline-onnx").resolve("submission_task" + task + ".tar.gz"));
    Path tests = PROJECTS.resolve("baseline-onnx/Task" + task + "/test");
    Path run = output("baseline-onnx").resolve("task" + task + "/test-run");
    for (String name : cases(run)) {
      Path left = writable("task" + task + "-" + name);
      container(left, input(tests, name), "/tmp/input", "/tmp/output").with(image).succeed();

      assertThat(files(left)).isEqualTo(files(run.resolve(name).resolve("output")));
    }
  }

  @Test
  void theNumberOfProcessorsDoesNotShow() throws IOException {
    String image = docker.load(output("baseline-onnx").resolve("submission_task1.tar.gz"));
    Path run = output("baseline-onnx").resolve("task1/test-run/input/output");
    Path input = PROJECTS.resolve("baseline-onnx/Task1/test/input");
    Path left = writable("one-processor");
    container(left, input, "/tmp/input", "/tmp/output")
        .with("--cpuset-cpus", "0")
        .with(image)
        .succeed();

    assertThat(files(left)).isEqualTo(files(run));
  }

  @Test
  void theTaskOf2026GivesTheBytesOfItsTestRunWithTheModelFromItsOwnArchive() throws IOException {
    String image = docker.load(output("hecktor2026").resolve("submission_task.tar.gz"));
    Path model = Files.createDirectories(folder.resolve("model"));
    Command.of("tar", "-xzf", output("hecktor2026").resolve("model.tar.gz"), "-C", model).succeed();
    Path run = output("hecktor2026").resolve("task/test-run");
    for (String name : cases(run)) {
      Path left = writable("2026-" + name);
      Path input = input(PROJECTS.resolve("hecktor2026/Task/test"), name);
      container(left, input, "/input", "/output")
          .with("-v", model + ":/opt/ml/model:ro")
          .with(image)
          .succeed();

      assertThat(files(left)).hasSize(4).isEqualTo(files(run.resolve(name).resolve("output")));
    }
  }

  private static Command container(Path output, Path input, String inputAt, String outputAt) {
    return docker
        .run("--network", "none", "--read-only", "--tmpfs", "/tmp:exec")
        .with("-v", input.toAbsolutePath() + ":" + inputAt + ":ro", "-v", output + ":" + outputAt);
  }

  private static Path output(String project) {
    return PROJECTS.resolve(project).resolve("target").resolve("hecktor");
  }

  private static List<String> cases(Path run) throws IOException {
    JsonNode report = Json.object(Files.readAllBytes(run.resolve("report.json")), "report.json");
    List<String> names =
        StreamSupport.stream(report.path("cases").spliterator(), false)
            .map(one -> one.path("case").asText())
            .filter(CASES::contains)
            .toList();
    assertThat(names).hasSizeGreaterThan(1);
    return names;
  }

  private static Path input(Path tests, String name) {
    return name.equals("input")
        ? tests.resolve("input")
        : tests.resolve("cases").resolve(name).resolve("input");
  }

  /** The container's user is none of this machine's. */
  private static Path writable(String name) throws IOException {
    Path output = Files.createDirectories(folder.resolve(name));
    Files.setPosixFilePermissions(output, PosixFilePermissions.fromString("rwxrwxrwx"));
    return output;
  }

  /** Each file's bytes as text, by its path. */
  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = HexFormat.of().formatHex(Files.readAllBytes(file));
        found.put(folder.relativize(file).toString(), bytes);
      }
    }
    return found;
  }
}
