package io.hecktor.sandbox;

import io.hecktor.EnvironmentException;
import io.hecktor.ErrorCode;
import io.hecktor.HecktorException;
import io.hecktor.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An engine that works with namespaces of this machine. All of them share the outer half: a network
 * of the run's own, its counters, strace around everything, a supervisor. They differ in the
 * command that starts the container within.
 */
abstract sealed class NamespaceEngine implements Engine
    permits UnshareEngine, BwrapEngine, OciRuntimeEngine, PodmanEngine {

  private final Host host;
  private final List<NeededProgram> needed;
  private final PastTrials pastTrials;
  private final TracePipes pipes;
  private Optional<Tracer> tracer = Optional.empty();
  private boolean tracerTried;
  private Optional<Availability> tried = Optional.empty();

  NamespaceEngine(Host host, List<NeededProgram> needed) {
    this.host = host;
    this.needed = List.copyOf(needed);
    this.pastTrials = new PastTrials(host);
    this.pipes = new TracePipes(program("mkfifo"));
  }

  /**
   * The command that starts the container, run as root of the outer namespaces.
   *
   * @throws IOException if a file that it needs can't be written
   */
  abstract List<String> start(Prepared run) throws IOException;

  /** How the second half of the set-up takes part. */
  Inner inner() {
    return Inner.NONE;
  }

  /** What the second half of the set-up does. */
  enum Inner {
    /** There is none: the engine makes the PID namespace. */
    NONE,
    /** Mounts all and starts the program. */
    MOUNTS,
    /** Starts what mounts all and starts the program. */
    PROCESSES
  }

  /** Words that run others by the second half of the set-up, in a new PID namespace. */
  final List<String> byInner() {
    return List.of(
        program("unshare"),
        "--pid",
        "--fork",
        "--kill-child",
        "--mount",
        "--",
        "/bin/sh",
        "-c",
        SetupScript.INNER.text(),
        "inner");
  }

  /** Programs of the image that are executed one after the other, the program itself last. */
  List<String> chain(Prepared run) throws IOException {
    return List.of(run.program().argv().get(0));
  }

  /** Why this engine can't work for this user, whatever is installed. */
  Optional<Availability.Fails> impossible() {
    return Optional.empty();
  }

  /** Folders of the host that the engine's programs get an empty folder in place of. */
  List<String> hidden() {
    return List.of();
  }

  /** Names of the engine's own processes beside the program. */
  Set<String> ownProcesses() {
    return Set.of();
  }

  /** Whether the second half of the set-up finds what the program left running. */
  boolean tellsLeftOver() {
    return inner() != Inner.NONE;
  }

  /**
   * Removes what the engine's programs leave when they are killed.
   *
   * @throws IOException if the machine's control groups can't be read
   */
  void cleanUp(Prepared run) throws IOException {}

  /** Whether a control group made beforehand holds all that the engine starts. */
  boolean joinsCgroup() {
    return true;
  }

  /** Whether the program of a run by root has its own number on the host too. */
  boolean realUser() {
    return true;
  }

  /** Whether strace can follow this engine. */
  boolean traceable() {
    return true;
  }

  /** Whether strace follows this engine here. */
  final boolean traced() {
    return tracer().isPresent();
  }

  final Host host() {
    return host;
  }

  final String program(String name) {
    return host.find(name).map(Path::toString).orElse(name);
  }

  @Override
  public final Availability availability() {
    if (tried.isEmpty()) {
      tried = impossible().<Availability>map(fails -> fails).or(this::pastOrNewTrial);
    }
    return tried.get();
  }

  private Optional<Availability> pastOrNewTrial() {
    Optional<String> past = pastTrials.recall(name());
    if (past.isPresent()) {
      tracer = Tracer.recalled(host, past.get());
      tracerTried = true;
      return Optional.of(new Availability.Works(evidence()));
    }
    Availability found = Trial.of(this, host, needed, evidence());
    if (found.works()) {
      pastTrials.remember(name(), tracer().map(Tracer::toString).orElse("no strace"));
    }
    return Optional.of(found);
  }

  @Override
  public final Optional<Problem> shortfall() {
    return !traceable() || tracer().isPresent()
        ? Optional.empty()
        : Optional.of(
            new Problem(
                ErrorCode.NO_STRACE,
                host.find("strace").isEmpty()
                    ? "The program `strace` is missing."
                    : "`strace` may not trace here, or is older than 5.3.",
                "Without it attempts to write are not seen and attempts on the network are only"
                    + " counted, so a passed test run proves less.",
                "Install it (on Debian and Ubuntu: `sudo apt-get install strace`), then run the"
                    + " goal again."));
  }

  @Override
  public final boolean mapsUser() {
    return !host.root() || !realUser();
  }

  private String evidence() {
    return tracer().isPresent()
        ? "attempts are seen exactly, by strace"
        : "attempts on the network are only counted, as strace can't be used";
  }

  private Optional<Tracer> tracer() {
    if (!tracerTried) {
      tracer = traceable() ? Tracer.on(host) : Optional.empty();
      tracerTried = true;
    }
    return tracer;
  }

  @Override
  public final RunObservation run(RunSpec spec) throws HecktorException {
    NeededProgram.requireAll(host, needed, name());
    RootUser.refuse(spec.program());
    try (Staging staging = Staging.create(spec.files().scratch(), tracer().isPresent());
        MemoryCgroup cgroup = cgroup(spec)) {
      giveOutput(spec);
      Prepared run = new Prepared(spec, plan(spec, staging), staging);
      Optional<Supervisor.Trace> trace = trace(run);
      GpuWatch gpu = new GpuWatch(spec.gpu(), host, staging.path("gpu"));
      List<String> command = command(run, trace);
      Supervisor.Job job =
          new Supervisor.Job(command, variables(run, cgroup), run.status(), trace, cgroup, gpu);
      Supervisor.Watched watched = new Supervisor(spec, job).watch();
      trace.ifPresent(it -> pipes.give(staging.root(), it));
      cleanUp(run);
      return new Evidence(this, run, trace.map(Supervisor.Trace::reader)).of(watched, gpu.result());
    } catch (EnvironmentException e) {
      pastTrials.forget(name());
      throw e;
    } catch (IOException e) {
      throw broken(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw broken(e);
    }
  }

  /** One after the other: runs of one rootfs may have to make the same mount point. */
  private synchronized MountPlan plan(RunSpec spec, Staging staging) throws IOException {
    return MountPlan.of(spec, staging);
  }

  private EnvironmentException broken(Exception e) {
    return new EnvironmentException(
        new Problem(
            ErrorCode.RUN_INTERRUPTED,
            "The engine `" + name() + "` could not finish a run.",
            "A file of the run could not be read or written, or the run was interrupted.",
            "Run again with `-X` to see the cause, and check the free space below `target`."),
        e);
  }

  /** As root the program has a user of its own, who has to be able to write its output. */
  private void giveOutput(RunSpec spec) throws IOException {
    if (host.root() && realUser()) {
      Path output = spec.folders().output();
      Files.setAttribute(output, "unix:uid", spec.program().uid());
      Files.setAttribute(output, "unix:gid", spec.program().gid());
    }
  }

  private MemoryCgroup cgroup(RunSpec spec) {
    return joinsCgroup()
        ? MemoryCgroup.create(Prepared.nameOf(spec), spec.limits().memoryBytes())
        : MemoryCgroup.none();
  }

  private Optional<Supervisor.Trace> trace(Prepared run) throws IOException, InterruptedException {
    if (tracer().isEmpty()) {
      return Optional.empty();
    }
    Path pipe = pipes.take(run.staging().root());
    WriteCalls writes = new WriteCalls(run.spec(), run.plan(), run.staging().root());
    return Optional.of(new Supervisor.Trace(pipe, new TraceReader(writes, chain(run))));
  }

  /** Each link of the chain dies with the one before it, so that a killed build leaves nothing. */
  private List<String> command(Prepared run, Optional<Supervisor.Trace> trace) throws IOException {
    List<String> words = new ArrayList<>(dyingWithParent());
    if (trace.isPresent() && tracer().isPresent()) {
      words.addAll(tracer().get().to(trace.get().pipe()));
      words.addAll(dyingWithParent());
    }
    words.add(program("unshare"));
    if (!host.root()) {
      words.addAll(List.of("--user", "--map-root-user"));
    }
    words.addAll(List.of("--mount", "--net", "--ipc", "--uts", "--"));
    words.addAll(List.of("/bin/sh", "-c", SetupScript.OUTER.text(), "outer"));
    words.addAll(dyingWithParent());
    words.addAll(start(run));
    return words;
  }

  private List<String> dyingWithParent() {
    return List.of(program("setpriv"), "--pdeathsig", "KILL", "--");
  }

  private Map<String, String> variables(Prepared run, MemoryCgroup cgroup) {
    Map<String, String> all = new HashMap<>(run.variables());
    all.put("PATH", host.path());
    all.put("HECKTOR_CGROUP", cgroup.exists() ? cgroup.processes().toString() : "");
    all.put("HECKTOR_HIDE", String.join(" ", hidden()));
    Path cdi = PodmanCdi.folder(run.staging());
    all.put("HECKTOR_CDI", Files.isDirectory(cdi) ? cdi.toString() : "");
    all.put("HECKTOR_STAMP", inner() == Inner.NONE ? "yes" : "");
    boolean mounts = inner() == Inner.MOUNTS;
    all.put("HECKTOR_FSTAB", mounts ? run.staging().path("fstab").toString() : "");
    all.put("HECKTOR_MOVE", host.root() ? "yes" : "");
    return all;
  }
}
