package io.hecktor.doctor;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A program that is asked something that it answers at once, such as its version. It gets no input
 * and none of this process's environment.
 *
 * @param program the file to run
 * @param environment all that it sees
 */
record Command(Path program, Map<String, String> environment) {

  private static final long LIMIT_SECONDS = 30;
  private static final int MOST_BYTES = 1 << 16;

  Command {
    environment = Map.copyOf(environment);
  }

  /**
   * What it says, on either of its outputs; nothing where it can't be started, fails or hangs.
   *
   * @throws InterruptedIOException if this thread is interrupted
   */
  Optional<String> ask(String... words) throws InterruptedIOException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectInput(new File("/dev/null"));
    try {
      Process process = builder.start();
      // It is not waited for below: a program that hangs says nothing more once it is killed.
      CompletableFuture.delayedExecutor(LIMIT_SECONDS, TimeUnit.SECONDS)
          .execute(() -> kill(process));
      try (InputStream out = process.getInputStream()) {
        String said = new String(out.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? Optional.of(said) : Optional.empty();
      }
    } catch (IOException e) {
      return Optional.empty(); // No program for this machine.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while " + program.getFileName() + " ran");
    }
  }

  /** Its children, too: one of them may hold the pipe that is read. */
  private static void kill(Process process) {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }

  /** The first number with a dot in what it says of its version, such as {@code 5.20.1}. */
  Optional<String> version(String option) throws InterruptedIOException {
    return ask(option).flatMap(Command::versionIn);
  }

  static Optional<String> versionIn(String said) {
    return java.util.regex.Pattern.compile("\\d+(?:\\.[0-9A-Za-z~+-]+)+")
        .matcher(said)
        .results()
        .findFirst()
        .map(java.util.regex.MatchResult::group);
  }
}
