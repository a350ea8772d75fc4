package io.hecktor.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Named pipes for traces, used by one run after the other: Java can make none, so each one costs a
 * process. They lie in a hidden folder beside the runs' own, and go with what is above that.
 *
 * @param program that makes them, {@code mkfifo}
 */
record TracePipes(String program, Map<Path, Queue<Path>> free, AtomicInteger made) {

  private static final String FOLDER = ".pipes";

  TracePipes(String program) {
    this(program, new ConcurrentHashMap<>(), new AtomicInteger());
  }

  /**
   * A pipe that nobody reads or writes.
   *
   * @param root the run's folder
   */
  Path take(Path root) throws IOException, InterruptedException {
    Path folder = root.resolveSibling(FOLDER);
    Path used = queue(folder).poll();
    // Whoever owns the folder above may have removed everything in between.
    return used != null && Files.exists(used) ? used : make(folder);
  }

  private Queue<Path> queue(Path folder) {
    return free.computeIfAbsent(folder, any -> new ConcurrentLinkedQueue<>());
  }

  private Path make(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path pipe = folder.resolve(ProcessHandle.current().pid() + "-" + made.incrementAndGet());
    Files.deleteIfExists(pipe);
    int status = new ProcessBuilder(program, pipe.toString()).start().waitFor();
    if (status != 0) {
      throw new IOException("mkfifo ended with status " + status);
    }
    return pipe;
  }

  /** Gives a pipe back whose reader has come to its end; what is still read is never used again. */
  void give(Path root, Supervisor.Trace trace) {
    if (trace.reader().finished()) {
      queue(root.resolveSibling(FOLDER)).add(trace.pipe());
    }
  }
}
