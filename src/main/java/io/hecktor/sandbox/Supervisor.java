package io.hecktor.sandbox;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stays outside of the container and watches one run: captures its output, reads its trace, samples
 * its memory, ends it when its time is over.
 */
final class Supervisor {

  private static final Duration TICK = Duration.ofMillis(20);
  static final Duration SAMPLE = Duration.ofMillis(50);
  private static final Duration LINGER = Duration.ofSeconds(1);
  private static final Duration KILLED = Duration.ofSeconds(10);

  /**
   * What to start and how to watch it.
   *
   * @param command the whole command line
   * @param environment of the engine, not of the program
   * @param status what the set-up scripts tell
   * @param trace where strace writes, and who reads it
   * @param cgroup the run's control group
   * @param gpu samples the GPU's memory; begun and ended here
   */
  record Job(
      List<String> command,
      Map<String, String> environment,
      Path status,
      Optional<Trace> trace,
      MemoryCgroup cgroup,
      GpuWatch gpu) {}

  /** A pipe with a name, and its reader. */
  record Trace(Path pipe, TraceReader reader) {}

  /**
   * What was seen.
   *
   * @param exitStatus of the outermost process
   * @param elapsed from start to end, set-up included, or as far as the program's end was seen
   * @param leftOver processes that had to be killed after the program's end, the engine's among
   *     them
   */
  record Watched(
      int exitStatus,
      SetupStatus status,
      Duration elapsed,
      boolean timedOut,
      Optional<List<String>> leftOver,
      MemoryUse memory,
      CapturedStream stdout,
      CapturedStream stderr) {}

  private final RunSpec spec;
  private final Job job;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private SetupStatus status = new SetupStatus(List.of());
  private long startedAt;
  private long termAt;
  private long endedAt;
  private Optional<List<String>> leftOver = Optional.empty();
  private boolean killed;
  private boolean timedOut;

  Supervisor(RunSpec spec, Job job) {
    this.spec = spec;
    this.job = job;
  }

  /**
   * Runs the job to its end.
   *
   * @throws InterruptedException if this thread is interrupted; the run is killed then
   */
  Watched watch() throws IOException, InterruptedException {
    long begin = System.nanoTime();
    ProcessBuilder builder = new ProcessBuilder(job.command());
    builder.environment().clear();
    builder.environment().putAll(job.environment());
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    job.trace().ifPresent(trace -> start("trace", () -> read(trace)));
    Process process = builder.start();
    BoundedCapture out = capture(process, true);
    BoundedCapture err = capture(process, false);
    ProcessTree tree = new ProcessTree(process.pid());
    MemoryWatch memory = new MemoryWatch(tree, spec.limits().memoryBytes(), job.cgroup());
    job.gpu().start(tree::numbers);
    try {
      loop(process, tree, memory);
    } finally {
      end(process, tree);
      job.gpu().close();
    }
    long end = endedAt == 0 ? System.nanoTime() : endedAt;
    Duration elapsed = Duration.ofNanos(end - begin);
    joinReaders();
    status = SetupStatus.read(job.status());
    return new Watched(
        process.exitValue(),
        status,
        elapsed,
        timedOut,
        leftOver,
        memory.result(),
        out.result(),
        err.result());
  }

  private void loop(Process process, ProcessTree tree, MemoryWatch memory)
      throws IOException, InterruptedException {
    long nextSample = System.nanoTime();
    while (!process.waitFor(TICK.toNanos(), TimeUnit.NANOSECONDS)) {
      long now = System.nanoTime();
      if (startedAt == 0) {
        noticeStart(memory);
      } else {
        enforceTime(tree, now);
        endWhenEnough(tree);
      }
      endLingering(tree, now);
      if (now >= nextSample) {
        nextSample = now + SAMPLE.toNanos();
        if (memory.sample(startedAt == 0 ? -1 : now - startedAt) && !killed) {
          killed = true;
          tree.kill();
        }
      }
    }
  }

  /** crun waits for what the program left behind; nothing may make a run last longer. */
  private void endLingering(ProcessTree tree, long now) {
    if (endedAt == 0) {
      boolean ended = job.trace().filter(it -> it.reader().exitCode().isPresent()).isPresent();
      endedAt = ended ? now : 0;
    } else if (!killed && now - endedAt > LINGER.toNanos()) {
      killed = true;
      leftOver = Optional.of(tree.contained().stream().map(ProcessStatus::name).toList());
      tree.kill();
    }
  }

  private void endWhenEnough(ProcessTree tree) {
    if (!killed && spec.enough().getAsBoolean()) {
      killed = true;
      tree.kill();
    }
  }

  private void noticeStart(MemoryWatch memory) throws IOException {
    status = SetupStatus.read(job.status());
    if (status.has("no-cgroup")) {
      memory.cgroupRefused();
    }
    if (status.has("start")) {
      startedAt = System.nanoTime();
    }
  }

  private void enforceTime(ProcessTree tree, long now) {
    if (termAt == 0 && now - startedAt > spec.limits().time().toNanos()) {
      termAt = now;
      timedOut = true;
      tree.terminate();
    } else if (termAt != 0 && !killed && now - termAt > spec.limits().grace().toNanos()) {
      killed = true;
      tree.kill();
    }
  }

  /** Nothing of the run outlives this, whatever happened. */
  private static void end(Process process, ProcessTree tree) throws InterruptedException {
    if (!process.isAlive()) {
      return;
    }
    tree.kill();
    if (!process.waitFor(KILLED.toMillis(), TimeUnit.MILLISECONDS)) {
      List<ProcessHandle> children = process.descendants().toList();
      process.destroyForcibly();
      children.forEach(ProcessHandle::destroyForcibly);
      process.waitFor();
    }
  }

  private BoundedCapture capture(Process process, boolean output) {
    BoundedCapture capture =
        new BoundedCapture(
            output ? process.getInputStream() : process.getErrorStream(),
            output ? spec.files().stdout() : spec.files().stderr(),
            spec.limits().streamBytes());
    start(output ? "stdout" : "stderr", capture);
    return capture;
  }

  private void start(String name, Runnable work) {
    Thread thread = new Thread(work, "hecktor " + name);
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((which, thrown) -> failure.compareAndSet(null, thrown));
    thread.start();
    threads.add(thread);
  }

  private static void read(Trace trace) {
    try {
      trace.reader().read(trace.pipe());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Waits for the readers. All writers are dead, so each pipe is at its end; only a trace that was
   * never opened for writing has to be opened and closed for its reader to see that.
   */
  private void joinReaders() throws IOException, InterruptedException {
    if (job.trace().isPresent()) {
      new RandomAccessFile(job.trace().get().pipe().toFile(), "rw").close();
    }
    for (Thread thread : threads) {
      thread.join(KILLED.toMillis());
    }
    if (failure.get() != null) {
      throw new IllegalStateException("A stream of the run could not be kept.", failure.get());
    }
  }
}
