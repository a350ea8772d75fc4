package io.hecktor.goal;

import io.hecktor.ByteSize;
import io.hecktor.EnvironmentException;
import io.hecktor.ErrorCode;
import io.hecktor.HecktorException;
import io.hecktor.Problem;
import io.hecktor.Progress;
import io.hecktor.ProjectException;
import io.hecktor.sandbox.FileTrees;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The second build: the project is copied, and Maven runs in the copy. */
final class Rebuild {

  private static final int TOLD_LINES = 20;
  private static final int TAIL_BYTES = 1 << 16;
  private static final long LAST_SECONDS = 5;

  private final RebuildRequest request;
  private final RebuildFolder folder;
  private final RebuildCommand command;
  private final Progress progress;

  Rebuild(RebuildRequest request, RebuildFolder folder, Progress progress) {
    this.request = request;
    this.folder = folder;
    this.command = new RebuildCommand(request, folder);
    this.progress = progress;
  }

  RebuildCommand command() {
    return command;
  }

  /**
   * Copies and builds.
   *
   * @param log what Maven says
   * @throws HecktorException if Maven cannot be run, or fails
   */
  void run(Path log) throws IOException, HecktorException {
    copy();
    Files.createDirectories(log.toAbsolutePath().getParent());
    int exitCode;
    try (Progress.Work work = progress.begin("building again in a copy", Progress.UNKNOWN)) {
      exitCode = wait(start(log));
    }
    if (exitCode != 0) {
      tail(log).forEach(line -> progress.stage("  " + line));
      throw failed(log);
    }
  }

  private void copy() throws IOException, EnvironmentException {
    Path target = folder.project(request.project().root());
    ProjectCopy copy = new ProjectCopy(request.project(), target);
    long needed = copy.sizeBytes();
    long free = Files.getFileStore(folder.home()).getUsableSpace();
    if (free < needed) {
      throw new EnvironmentException(
          new Problem(
              ErrorCode.NO_SPACE,
              "A copy of the project needs "
                  + ByteSize.format(needed)
                  + " and the cache's disk has "
                  + ByteSize.format(free)
                  + " left.",
              "The project is built again in a folder of the cache.",
              "Free some space, or move the cache with -Dhecktor.cache, and run the goal again."));
    }
    copy.make();
  }

  private Process start(Path log) throws EnvironmentException {
    ProcessBuilder builder =
        new ProcessBuilder(command.words())
            .directory(command.directory().toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
            .redirectOutput(log.toFile());
    builder.environment().putAll(command.environment());
    try {
      return builder.start();
    } catch (IOException e) {
      throw new EnvironmentException(
          new Problem(
              ErrorCode.REBUILD_WITHOUT_SHELL,
              "`sh` could not be started to build the project again.",
              "The umask is varied by a shell of Linux or macOS.",
              "Run the goal on such a system, for example in CI."),
          e);
    }
  }

  /** Whoever ends Maven ends what it has started, and nothing of the copy stays. */
  private int wait(Process process) throws IOException {
    Thread hook = new Thread(() -> abandon(process), "hecktor rebuild");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      end(process);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the project was built again");
    } finally {
      removed(hook);
    }
  }

  private static void removed(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // Maven is ending, and the hook is at work.
    }
  }

  private void abandon(Process process) {
    end(process);
    try {
      FileTrees.delete(folder.all());
    } catch (IOException e) {
      progress.detail("The copy is left to the next run of the goal.");
    }
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor(LAST_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static List<String> tail(Path log) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      byte[] bytes = new byte[(int) Math.min(TAIL_BYTES, file.length())];
      file.seek(file.length() - bytes.length);
      file.readFully(bytes);
      List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
      List<String> errors = lines.stream().filter(line -> line.startsWith("[ERROR]")).toList();
      List<String> told = errors.isEmpty() ? lines : errors;
      return errors.isEmpty()
          ? told.subList(Math.max(0, told.size() - TOLD_LINES), told.size())
          : told.subList(0, Math.min(TOLD_LINES, told.size()));
    }
  }

  private ProjectException failed(Path log) {
    return new ProjectException(
        new Problem(
            ErrorCode.REBUILD_FAILED,
            "The project cannot be built again: Maven failed in a fresh copy of it.",
            "Only what git could hold is copied, so it leans on something that only this folder or"
                + " this machine has.",
            "The lines above are from `"
                + request.project().folder().relativize(log.toAbsolutePath().normalize())
                + "`: find there what was missing, and put it into the project."));
  }
}
