package io.hecktor.sandbox;

import io.hecktor.EnvironmentException;
import io.hecktor.ErrorCode;
import io.hecktor.Problem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One container of a Docker engine, from its start to its end. */
final class DockerRun {

  private static final Duration TICK = Duration.ofMillis(20);
  private static final int NOT_EXECUTABLE = 126;
  private static final int NOT_FOUND = 127;

  private final DockerClient client;
  private final RunSpec spec;
  private final String container;
  private final DockerNetwork network;
  private MemoryCgroup cgroup = MemoryCgroup.none();
  private final MemoryCurve.Growing curve = new MemoryCurve.Growing(Supervisor.SAMPLE);
  private long peak;
  private MemoryUse.Meter meter = MemoryUse.Meter.NONE;
  private boolean timedOut;

  DockerRun(DockerClient client, RunSpec spec, String container, DockerNetwork network) {
    this.network = network;
    this.client = client;
    this.spec = spec;
    this.container = container;
  }

  /**
   * Runs the container to its end.
   *
   * @param gpu samples the GPU's memory; begun and ended here
   */
  RunObservation watch(GpuWatch gpu)
      throws IOException, InterruptedException, EnvironmentException {
    Process process =
        client
            .command(List.of("start", "--attach", container))
            .redirectInput(new File("/dev/null"))
            .start();
    RunLimits limits = spec.limits();
    BoundedCapture out =
        new BoundedCapture(process.getInputStream(), spec.files().stdout(), limits.streamBytes());
    BoundedCapture err =
        new BoundedCapture(process.getErrorStream(), spec.files().stderr(), limits.streamBytes());
    List<Thread> threads = List.of(new Thread(out), new Thread(err));
    threads.forEach(Thread::start);
    try {
      findCgroup(process, gpu);
      loop(process);
    } finally {
      process.destroyForcibly();
      gpu.close();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return observation(out.result(), err.result(), gpu.result());
  }

  /** Finds the control group whose memory is to be read, where the engine is on this machine. */
  private void findCgroup(Process process, GpuWatch gpu) throws IOException, InterruptedException {
    Optional<String> pid = Optional.empty();
    while (pid.isEmpty() && process.isAlive()) {
      pid =
          client
              .ask("inspect", "--format", "{{.State.Pid}}", container)
              .filter(number -> !number.equals("0"));
    }
    if (pid.isPresent()) {
      cgroup = cgroupOf(Path.of("/proc/" + pid.get()));
      if (cgroup.exists()) {
        ProcessHandle.of(Long.parseLong(pid.get())).ifPresent(first -> gpu.start(() -> all(first)));
      }
    }
  }

  private static Set<Long> all(ProcessHandle first) {
    return Stream.concat(Stream.of(first), first.descendants())
        .map(ProcessHandle::pid)
        .collect(Collectors.toSet());
  }

  private MemoryCgroup cgroupOf(Path proc) {
    try {
      return isOurs(proc) ? MemoryCgroup.of(proc.resolve("cgroup")) : MemoryCgroup.none();
    } catch (IOException e) {
      // A short program may have ended meanwhile, and its folder with it.
      return MemoryCgroup.none();
    }
  }

  /** Where the engine runs on another machine the number is another process's, or nobody's. */
  private boolean isOurs(Path proc) throws IOException {
    Path file = proc.resolve("cgroup");
    return Files.isReadable(file) && Files.readString(file).contains(container);
  }

  private void loop(Process process) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    long end = begin + spec.limits().time().toNanos();
    while (!process.waitFor(TICK.toNanos(), TimeUnit.NANOSECONDS)) {
      sample(System.nanoTime() - begin);
      if (spec.enough().getAsBoolean()) {
        client.ask("kill", container);
      }
      if (!timedOut && System.nanoTime() > end) {
        timedOut = true;
        long grace = (spec.limits().grace().toMillis() + 999) / 1000;
        client.ask("stop", "-t", Long.toString(grace), container);
      }
    }
  }

  private void sample(long runNanos) {
    try {
      if (cgroup.exists()) {
        long now = cgroup.residentBytes();
        peak = Math.max(peak, now);
        curve.add(runNanos, now);
        meter = cgroup.meter();
      }
    } catch (IOException e) {
      // The container has just ended, and its group with it; the last sample stands.
      cgroup = MemoryCgroup.none();
    }
  }

  private RunObservation observation(CapturedStream out, CapturedStream err, GpuUse gpu)
      throws IOException, InterruptedException, EnvironmentException {
    String format =
        "{{.State.ExitCode}} {{.State.OOMKilled}} {{.State.StartedAt}} {{.State.FinishedAt}}"
            + " {{.State.Error}}";
    String[] state = client.run(List.of("inspect", "--format", format, container)).split(" ", 5);
    int exitCode = Integer.parseInt(state[0]);
    boolean started = state.length < 5 || state[4].isBlank() || exitCode < NOT_EXECUTABLE;
    if (!started && spec.gpu().shown() && exitCode != NOT_EXECUTABLE && exitCode != NOT_FOUND) {
      throw noGpu(state[4]);
    }
    return new RunObservation(
        "docker",
        new Ending(exitCode, OptionalInt.empty(), started, timedOut, Optional.empty()),
        started
            ? Duration.between(Instant.parse(state[2]), Instant.parse(state[3]))
            : Duration.ZERO,
        memory(Boolean.parseBoolean(state[1])),
        network.attempts(),
        Attempts.notSeen(
            "the root is read-only, so nothing was written, but attempts in Docker can't be seen"),
        out,
        err,
        gpu);
  }

  private static EnvironmentException noGpu(String said) {
    return new EnvironmentException(
        new Problem(
            ErrorCode.DOCKER_WITHOUT_GPU,
            "Docker could not start the image with a GPU: " + said.replaceFirst("\\.$", "") + ".",
            "`--gpus all` needs NVIDIA's driver and its container toolkit on Docker's machine.",
            "Check `docker run --rm --gpus all ubuntu nvidia-smi`, or run without a GPU by"
                + " `-Dhecktor.gpu=none`."));
  }

  private MemoryUse memory(boolean killed) {
    return new MemoryUse(peak, java.util.OptionalLong.empty(), meter, killed, curve.curve());
  }
}
