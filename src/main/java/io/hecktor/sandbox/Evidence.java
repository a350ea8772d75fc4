package io.hecktor.sandbox;

import io.hecktor.EnvironmentException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Turns what the supervisor, strace and the counters tell into one observation. */
final class Evidence {

  private static final int NOT_EXECUTABLE = 126;
  private static final int NOT_FOUND = 127;
  private static final int SIGNALED = 128;

  /** How the engines' own programs begin a complaint. */
  private static final Pattern COMPLAINT =
      Pattern.compile(
          "(?:(?:/\\S*/)?(?:bwrap|unshare|setpriv|env|crun|runc|mount|podman|strace|sh|outer|inner)"
              + ": |time=\"|Error: |\\S+ \\[error\\]).*",
          Pattern.DOTALL);

  private final NamespaceEngine engine;
  private final Prepared run;
  private final Optional<TraceReader> trace;

  Evidence(NamespaceEngine engine, Prepared run, Optional<TraceReader> trace) {
    this.engine = engine;
    this.run = run;
    this.trace = trace;
  }

  /**
   * The observation of a run that has ended.
   *
   * @throws EnvironmentException if the container never came to be
   */
  RunObservation of(Supervisor.Watched watched, GpuUse gpu)
      throws IOException, EnvironmentException {
    int told = watched.status().exitStatus().orElse(watched.exitStatus());
    boolean started = started(watched, told);
    int exitCode = started ? traced().orElse(told) : refusal();
    return new RunObservation(
        engine.name(),
        new Ending(exitCode, signal(watched), started, watched.timedOut(), leftOver(watched)),
        watched.leftOver().isPresent()
            ? watched.elapsed()
            : watched.status().duration().orElse(watched.elapsed()),
        watched.memory(),
        network(),
        writes(),
        watched.stdout(),
        watched.stderr(),
        gpu);
  }

  private OptionalInt traced() {
    return trace.map(TraceReader::exitCode).orElse(OptionalInt.empty());
  }

  /**
   * Engines tell differently why a program can't be executed; shells and Docker do it like this.
   */
  private int refusal() throws IOException {
    if (hasPath()) {
      boolean there = file().filter(Files::exists).isPresent();
      return there && !executable() ? NOT_EXECUTABLE : NOT_FOUND;
    }
    String said = stderr().toLowerCase(Locale.ROOT);
    boolean missing = said.contains("no such file") || said.contains("not found");
    return missing ? NOT_FOUND : NOT_EXECUTABLE;
  }

  private boolean started(Supervisor.Watched watched, int exitCode)
      throws IOException, EnvironmentException {
    boolean started = trace.isPresent() ? trace.get().started() : !complained(exitCode);
    boolean reached = watched.status().has("start");
    if (reached && (started || watched.timedOut() || watched.memory().limitReached())) {
      return started;
    }
    if (reached && (exitCode == NOT_FOUND || exitCode == NOT_EXECUTABLE || !executable())) {
      return false;
    }
    throw new EnvironmentException(SetupFailure.of(engine.name(), stderr()).problem());
  }

  /** Without strace a start that failed is told from a program that failed by what was said. */
  private boolean complained(int exitCode) throws IOException {
    return exitCode != 0 && COMPLAINT.matcher(stderr()).matches();
  }

  /** Whether the program's file is there and may be executed; unknown names may. */
  private boolean executable() throws IOException {
    return file().filter(Files::isExecutable).isPresent() || !hasPath();
  }

  private boolean hasPath() {
    return run.program().argv().get(0).contains("/");
  }

  private Optional<Path> file() throws IOException {
    String name = run.program().argv().get(0);
    String path = name.startsWith("/") ? name : run.program().workingDirectory() + "/" + name;
    return run.plan().onHost(new ContainerPaths(run.plan()).canonical(path, true));
  }

  private String stderr() throws IOException {
    Path file = run.spec().files().stderr();
    byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    return new String(bytes, 0, Math.min(bytes.length, 1 << 14), StandardCharsets.UTF_8);
  }

  private OptionalInt signal(Supervisor.Watched watched) {
    OptionalInt traced = trace.map(TraceReader::signal).orElse(OptionalInt.empty());
    if (traced.isPresent() || !watched.memory().limitReached()) {
      return traced;
    }
    return watched.exitStatus() == SIGNALED + 9 ? OptionalInt.of(9) : OptionalInt.empty();
  }

  private Optional<List<String>> leftOver(Supervisor.Watched watched) {
    if (watched.leftOver().isPresent()) {
      return watched.leftOver().map(this::withoutOwn);
    }
    // Only the first process of our own tells: without its word nothing is known.
    return engine.tellsLeftOver() && watched.status().has("counted")
        ? Optional.of(withoutOwn(watched.status().leftOver()))
        : Optional.empty();
  }

  private List<String> withoutOwn(List<String> names) {
    return names.stream().filter(name -> !engine.ownProcesses().contains(name)).toList();
  }

  private Attempts<NetworkAttempt> network() throws IOException {
    Path before = run.staging().path("net").resolve("before");
    Path after = run.staging().path("net").resolve("after");
    boolean complete = Files.exists(before) && Files.exists(after);
    long counted = complete ? NetworkCounters.read(after).since(NetworkCounters.read(before)) : 0;
    if (trace.isEmpty()) {
      return complete
          ? NetworkCounters.attempts(counted, "counters of the run's own network")
          : Attempts.notSeen("the counters of the run's network could not be read");
    }
    Attempts<NetworkAttempt> seen =
        trace.get().networkAttempts("strace, and counters of the run's own network");
    // What goes through io_uring passes strace by, but not the counters.
    return seen.count() == 0 && counted > 0
        ? NetworkCounters.attempts(counted, "counters of the run's own network; strace saw none")
        : seen;
  }

  private Attempts<WriteAttempt> writes() {
    return trace
        .map(reader -> reader.writeAttempts("strace"))
        .orElseGet(
            () ->
                Attempts.notSeen(
                    "the root is read-only, so nothing was written, but without strace attempts"
                        + " can't be seen"));
  }
}
