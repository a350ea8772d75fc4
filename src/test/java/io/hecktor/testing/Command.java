package io.hecktor.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A command line that a test runs to its end: with a time limit, nothing on standard input, and all
 * output kept for the message of the assertion that fails.
 *
 * @param words the program and its arguments
 * @param folder the working directory; the test's own when empty
 * @param environment added to the test's own
 * @param limit after which the command and its children are killed and the test fails
 * @param stdoutFile where standard output goes instead of into the result
 */
public record Command(
    List<String> words,
    Optional<Path> folder,
    Map<String, String> environment,
    Duration limit,
    Optional<Path> stdoutFile) {

  private static final Duration DEFAULT_LIMIT = Duration.ofMinutes(2);

  public Command {
    words = List.copyOf(words);
    environment = Map.copyOf(environment);
  }

  /** A command of the given words, each a string or a path. */
  public static Command of(Object... words) {
    return new Command(List.of(), Optional.empty(), Map.of(), DEFAULT_LIMIT, Optional.empty())
        .with(words);
  }

  /** The same command with words added at its end. */
  public Command with(Object... more) {
    List<String> all =
        Stream.concat(words.stream(), Stream.of(more).map(Object::toString)).toList();
    return new Command(all, folder, environment, limit, stdoutFile);
  }

  public Command in(Path newFolder) {
    return new Command(words, Optional.of(newFolder), environment, limit, stdoutFile);
  }

  public Command env(String name, String value) {
    Map<String, String> all = new HashMap<>(environment);
    all.put(name, value);
    return new Command(words, folder, all, limit, stdoutFile);
  }

  public Command within(Duration newLimit) {
    return new Command(words, folder, environment, newLimit, stdoutFile);
  }

  public Command stdoutTo(Path file) {
    return new Command(words, folder, environment, limit, Optional.of(file));
  }

  /** Runs the command and fails the test, with all output, unless it exits with 0. */
  public Result succeed() {
    Result result = run();
    if (result.exitCode() != 0) {
      throw new AssertionError("The command failed.\n" + result.describe());
    }
    return result;
  }

  /** Runs the command, whatever its exit code; fails the test only when the time is up. */
  public Result run() {
    try (ScratchFolder scratch = ScratchFolder.create("command")) {
      Path stdout = stdoutFile.orElse(scratch.path().resolve("stdout"));
      Path stderr = scratch.path().resolve("stderr");
      Process process = start(stdout, stderr);
      boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        kill(process);
      }
      String kept = stdoutFile.isPresent() ? "" : Files.readString(stdout);
      Result result = new Result(words, process.waitFor(), kept, Files.readString(stderr));
      if (!ended) {
        throw new AssertionError(
            "The command ran past %s.\n%s".formatted(limit, result.describe()));
      }
      return result;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for " + words, e);
    }
  }

  private Process start(Path stdout, Path stderr) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(stdout.toFile())
            .redirectError(stderr.toFile());
    folder.ifPresent(path -> builder.directory(path.toFile()));
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** What a command left: its exit code and its output as text. */
  public record Result(List<String> words, int exitCode, String stdout, String stderr) {

    /** Standard output and standard error, one after the other. */
    public String output() {
      return stdout + stderr;
    }

    /** Everything about the run, for an assertion's message. */
    public String describe() {
      return "$ %s%nexit code %d%n--- stdout%n%s%n--- stderr%n%s"
          .formatted(String.join(" ", words), exitCode, stdout, stderr);
    }
  }
}
