package io.hecktor.sandbox;

import io.hecktor.EnvironmentException;
import io.hecktor.ErrorCode;
import io.hecktor.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The docker program, which finds its engine as for its user: by context or {@code DOCKER_HOST}.
 */
final class DockerClient {

  private static final long LIMIT_SECONDS = 20;

  private final Host host;

  DockerClient(Host host) {
    this.host = host;
  }

  /** A command that is ready to be started. */
  ProcessBuilder command(List<String> words) {
    List<String> command = new ArrayList<>();
    command.add(host.find("docker").map(Object::toString).orElse("docker"));
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(host.environment());
    builder.environment().put("PATH", host.path());
    return builder;
  }

  /** What a command prints, or nothing where it fails. */
  Optional<String> ask(String... words) throws IOException, InterruptedException {
    return answer(command(List.of(words)).redirectError(ProcessBuilder.Redirect.DISCARD).start());
  }

  /** The same of a command that only asks; an engine that nobody answers for is none. */
  Optional<String> askBriefly(String... words) throws IOException, InterruptedException {
    Process process =
        command(List.of(words)).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    CompletableFuture.delayedExecutor(LIMIT_SECONDS, TimeUnit.SECONDS)
        .execute(process::destroyForcibly);
    return answer(process);
  }

  private static Optional<String> answer(Process process) throws IOException, InterruptedException {
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 ? Optional.of(output.strip()) : Optional.empty();
  }

  /**
   * What a command prints.
   *
   * @throws EnvironmentException if it fails, with its own words
   */
  String run(List<String> words) throws IOException, InterruptedException, EnvironmentException {
    Process process = command(words).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() == 0) {
      return output.strip();
    }
    String said = output.lines().findFirst().orElse("nothing").strip();
    throw new EnvironmentException(
        new Problem(
            ErrorCode.DOCKER_FAILED,
            "`docker " + words.get(0) + "` failed: " + said.replaceFirst("\\.$", "") + ".",
            "The engine `docker` needs it to run the image.",
            "Check `docker info`, or choose another engine with `-Dhecktor.engine=auto`."));
  }
}
