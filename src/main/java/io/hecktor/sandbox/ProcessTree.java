package io.hecktor.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The processes of a run, as the host sees them: those below the one that was started that live in
 * a PID namespace of their own.
 */
final class ProcessTree {

  private static final Path PROC = Path.of("/proc");

  private final long root;
  private final int depth;

  /** The tree below a process that lives in this process's PID namespace. */
  ProcessTree(long root) {
    this.root = root;
    this.depth = ProcessStatus.read(ProcessHandle.current().pid()).namespaceDepth();
  }

  /** The contained processes that live now. */
  List<ProcessStatus> contained() {
    List<ProcessStatus> all = new ArrayList<>();
    for (long pid : below(root)) {
      ProcessStatus status = ProcessStatus.read(pid);
      if (status.namespaceDepth() > depth) {
        all.add(status);
      }
    }
    return all;
  }

  /** The numbers of the contained processes that live now. */
  Set<Long> numbers() {
    return contained().stream().map(ProcessStatus::pid).collect(Collectors.toSet());
  }

  /**
   * Sends TERM to each process of the innermost namespace, where the program is. The first one, if
   * it is ours, has no handler for it, and the kernel spares it then.
   */
  void terminate() {
    List<ProcessStatus> contained = contained();
    int innermost = contained.stream().mapToInt(ProcessStatus::namespaceDepth).max().orElse(0);
    contained.stream()
        .filter(process -> process.namespaceDepth() == innermost)
        .flatMap(process -> ProcessHandle.of(process.pid()).stream())
        .forEach(ProcessHandle::destroy);
  }

  /**
   * Kills the first process of the namespace, and with it the kernel kills all others. Before it
   * unshare(1), whose child it is: that one complains of its child's end in the program's stream.
   */
  void kill() {
    List<ProcessStatus> contained = contained();
    contained.stream()
        .filter(ProcessStatus::isFirst)
        .flatMap(process -> ProcessHandle.of(process.pid()).stream())
        .flatMap(process -> process.parent().stream())
        .filter(parent -> ProcessStatus.read(parent.pid()).name().equals("unshare"))
        .forEach(ProcessHandle::destroyForcibly);
    contained.stream().filter(ProcessStatus::isFirst).forEach(ProcessTree::kill);
    contained.forEach(ProcessTree::kill);
  }

  private static void kill(ProcessStatus process) {
    ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly);
  }

  private static List<Long> below(long pid) {
    List<Long> all = new ArrayList<>();
    if (!addChildren(pid, all)) {
      // A kernel without CONFIG_PROC_CHILDREN.
      all.clear();
      ProcessHandle.of(pid).stream()
          .flatMap(ProcessHandle::descendants)
          .forEach(process -> all.add(process.pid()));
    }
    return all;
  }

  private static boolean addChildren(long pid, List<Long> all) {
    Path tasks = PROC.resolve(pid + "/task");
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
      for (Path thread : threads) {
        Path file = thread.resolve("children");
        if (!Files.exists(file) && Files.exists(thread)) {
          return false;
        }
        for (String child : Files.readString(file, StandardCharsets.US_ASCII).split(" ", -1)) {
          if (!child.isBlank()) {
            all.add(Long.valueOf(child));
            addChildren(Long.parseLong(child), all);
          }
        }
      }
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      // The process or its thread has ended meanwhile.
      return true;
    }
    return true;
  }
}
