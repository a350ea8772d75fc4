package io.hecktor.jre;

import io.hecktor.EnvironmentException;
import io.hecktor.ErrorCode;
import io.hecktor.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * A program of a JDK as a process of its own: nothing of the user's Java options or locale reaches
 * it, its output is read while it runs, and it never outlives its time or its caller.
 *
 * @param program the file to run
 * @param limit the time after which it is killed
 */
record ExternalTool(Path program, Duration limit) {

  private static final int MAX_OUTPUT_BYTES = 1 << 20;
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(10);
  private static final Pattern JAVA_OPTIONS = Pattern.compile("_?JAVA_.*|JDK_.*|CLASSPATH");
  private static final Pattern FOLDERS =
      Pattern.compile("(?<![^\\s'\"(=])(?:[A-Za-z]:)?[/\\\\](?:[^\\s:/\\\\]+[/\\\\])+");
  private static final int MAX_EXCERPT_LINES = 4;

  /**
   * What a program left.
   *
   * @param exitCode 0 means success
   * @param stdout its standard output, cut after a mebibyte
   * @param stderr its standard error, likewise
   */
  record Output(int exitCode, String stdout, String stderr) {

    /** The first lines of what the program said, without the folders of this machine. */
    String excerpt() {
      List<String> lines =
          (stderr + "\n" + stdout)
              .lines()
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !line.startsWith("at "))
              .limit(MAX_EXCERPT_LINES)
              .toList();
      return FOLDERS.matcher(String.join(" / ", lines)).replaceAll("");
    }
  }

  /**
   * Runs the program to its end.
   *
   * @throws EnvironmentException if it cannot be started or takes too long
   * @throws InterruptedIOException if this thread is interrupted; the program is killed
   */
  Output run(List<String> arguments) throws IOException, EnvironmentException {
    Process process = start(arguments);
    try {
      CompletableFuture<String> stdout = capture(process.getInputStream(), "stdout");
      CompletableFuture<String> stderr = capture(process.getErrorStream(), "stderr");
      process.getOutputStream().close();
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw tookTooLong();
      }
      return new Output(process.exitValue(), finish(stdout), finish(stderr));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while " + name() + " ran");
    } finally {
      kill(process);
    }
  }

  /** The program before its children: one that waits for a child would go on with its work. */
  private static void kill(Process process) {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }

  private Process start(List<String> arguments) throws EnvironmentException {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    clean(builder.environment());
    try {
      return builder.start();
    } catch (IOException e) {
      throw new EnvironmentException(
          new Problem(
              ErrorCode.TOOL_NOT_STARTED,
              "`" + name() + "` could not be started.",
              "It belongs to the JDK that the run-time image is made from.",
              "Give another JDK for Linux on x86-64: `-Dhecktor.jdk=/path/to/jdk`."),
          e);
    }
  }

  /** C.UTF-8 and not C: with C a JVM cannot open files whose names are not ASCII. */
  private static void clean(Map<String, String> environment) {
    environment.keySet().removeIf(name -> JAVA_OPTIONS.matcher(name).matches());
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("TZ", "UTC");
  }

  /** Each stream has a thread, as a program that fills one pipe waits for ever on the other. */
  private static CompletableFuture<String> capture(InputStream stream, String name) {
    return CompletableFuture.supplyAsync(
        () -> readAll(stream),
        task -> {
          Thread thread = new Thread(task, "hecktor-" + name);
          thread.setDaemon(true);
          thread.start();
        });
  }

  private static String readAll(InputStream stream) {
    try (stream) {
      String kept = new String(stream.readNBytes(MAX_OUTPUT_BYTES), StandardCharsets.UTF_8);
      stream.skip(Long.MAX_VALUE);
      return kept;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String finish(CompletableFuture<String> text)
      throws IOException, InterruptedException, EnvironmentException {
    try {
      return text.get(DRAIN_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException("the output of " + name() + " could not be read", e.getCause());
    } catch (TimeoutException e) {
      throw tookTooLong();
    }
  }

  private EnvironmentException tookTooLong() {
    return new EnvironmentException(
        new Problem(
            ErrorCode.TOOL_TIMEOUT,
            "`" + name() + "` did not end within " + limit.toSeconds() + " seconds.",
            "It usually takes a few seconds, so this machine is overloaded or its disk hangs.",
            "Try again when the machine is idle, or give a directory with a ready run-time image:"
                + " `-Dhecktor.jre=/path/to/jre`."));
  }

  private String name() {
    return String.valueOf(program.getFileName());
  }
}
