package io.hecktor.sandbox;

import io.hecktor.oci.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

/**
 * The trials that an engine has passed, kept in files: a trial takes as long as many a program. One
 * counts until anything changes that its result depends on, and only what worked is kept. Where the
 * files can't be read or written there are none.
 *
 * @param host the machine of the trials
 */
record PastTrials(Host host) {

  /** All that engines start, and the tracer. */
  private static final List<String> PROGRAMS =
      List.of(
          "strace",
          "unshare",
          "setpriv",
          "mount",
          "umount",
          "mkfifo",
          "env",
          "ip",
          "hostname",
          "cat",
          "sh",
          "bwrap",
          "crun",
          "runc",
          "podman");

  /** What the kernel lets this process do, and whether it is the kernel of then. */
  private static final List<String> SETTINGS =
      List.of(
          "sys/kernel/random/boot_id",
          "sys/kernel/unprivileged_userns_clone",
          "sys/kernel/apparmor_restrict_unprivileged_userns",
          "sys/user/max_user_namespaces",
          "sys/user/max_net_namespaces",
          "sys/kernel/yama/ptrace_scope",
          "self/attr/current",
          "self/uid_map");

  private static final List<String> NAMESPACES = List.of("user", "mnt", "net", "pid");
  private static final List<String> STATUS = List.of("Uid:", "Cap", "NoNewPrivs:", "Seccomp");

  /** What was found out in the trial that this engine passed, if nothing has changed since. */
  Optional<String> recall(String engine) {
    try {
      List<String> lines = Files.readAllLines(file(engine), StandardCharsets.UTF_8);
      return lines.size() == 2 && lines.get(0).equals(circumstances())
          ? Optional.of(lines.get(1))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Keeps what was found out.
   *
   * @param found one line
   */
  void remember(String engine, String found) {
    try {
      Files.createDirectories(host.scratch());
      Files.write(file(engine), List.of(circumstances(), found), StandardCharsets.UTF_8);
    } catch (IOException e) {
      // The next test run tries again, that is all.
      forget(engine);
    }
  }

  /** A run has shown that the engine does not work after all. */
  void forget(String engine) {
    try {
      Files.deleteIfExists(file(engine));
    } catch (IOException e) {
      // It was not readable either.
      return;
    }
  }

  private Path file(String engine) {
    return host.scratch().resolve("passed-" + engine);
  }

  private String circumstances() throws IOException {
    StringBuilder text = new StringBuilder(host.uid() + ":" + host.gid() + "\n");
    for (SetupScript script : SetupScript.values()) {
      text.append(script.text()).append('\n');
    }
    text.append(TraceReader.calls()).append('\n');
    for (String program : PROGRAMS) {
      text.append(program).append(' ').append(version(host.find(program))).append('\n');
    }
    Path proc = Path.of("/proc");
    for (String setting : SETTINGS) {
      text.append(setting).append(' ').append(content(proc.resolve(setting))).append('\n');
    }
    for (String namespace : NAMESPACES) {
      Path link = proc.resolve("self/ns").resolve(namespace);
      text.append(Files.exists(link) ? Files.readSymbolicLink(link) : "none").append('\n');
    }
    content(proc.resolve("self/status"))
        .lines()
        .filter(line -> STATUS.stream().anyMatch(line::startsWith))
        .forEach(line -> text.append(line).append('\n'));
    return Digest.of(text.toString().getBytes(StandardCharsets.UTF_8)).hex();
  }

  private static String version(Optional<Path> program) throws IOException {
    if (program.isEmpty()) {
      return "missing";
    }
    Path file = program.get().toRealPath();
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return file + " " + attributes.size() + " " + attributes.lastModifiedTime();
  }

  private static String content(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    } catch (IOException e) {
      // This kernel has no such setting.
      return "none";
    }
  }
}
