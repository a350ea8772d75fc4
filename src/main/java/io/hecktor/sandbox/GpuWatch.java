package io.hecktor.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Samples what a run's processes take of the GPU's memory, from a thread of its own: each question
 * to the driver takes its time.
 */
final class GpuWatch implements AutoCloseable {

  private static final long PAUSE_MILLIS = 200;

  private final boolean shown;
  private final Optional<NvidiaSmi> tool;
  private final Path scratch;
  private final CountDownLatch ended = new CountDownLatch(1);
  private Optional<Thread> thread = Optional.empty();

  private volatile List<GpuUse.GpuDevice> devices = List.of();
  private final DoubleSummaryStatistics busy = new DoubleSummaryStatistics();
  private final AtomicLong samples = new AtomicLong();
  private final AtomicLong peak = new AtomicLong();
  private volatile String trouble = "";

  /**
   * A watch that has not begun.
   *
   * @param scratch a folder for the tool's answers
   */
  GpuWatch(GpuAccess gpu, Host host, Path scratch) {
    this.shown = gpu.shown();
    this.tool = shown ? NvidiaSmi.on(host) : Optional.empty();
    this.scratch = scratch;
  }

  /**
   * Begins.
   *
   * @param processes the run's own, by their numbers on this machine
   */
  void start(Supplier<Set<Long>> processes) {
    if (tool.isEmpty()) {
      return;
    }
    Thread sampler = new Thread(() -> sample(tool.get(), processes), "hecktor gpu");
    sampler.setDaemon(true);
    sampler.start();
    thread = Optional.of(sampler);
  }

  private void sample(NvidiaSmi smi, Supplier<Set<Long>> processes) {
    try {
      Path folder = Files.createDirectories(scratch);
      devices = smi.devices(folder);
      do {
        Map<Long, Long> bytes = smi.memory(folder);
        Set<Long> own = processes.get();
        long sum = own.stream().mapToLong(pid -> bytes.getOrDefault(pid, 0L)).sum();
        OptionalDouble share = smi.busyShare(folder);
        if (share.isPresent()) {
          busy.accept(share.getAsDouble());
        }
        peak.accumulateAndGet(sum, Math::max);
        samples.incrementAndGet();
      } while (!ended.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
    } catch (IOException e) {
      trouble = String.valueOf(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the watch; the question under way is given up. */
  @Override
  public void close() throws InterruptedException {
    ended.countDown();
    if (thread.isPresent()) {
      thread.get().interrupt();
      thread.get().join();
    }
  }

  /** What was seen, once it is closed. */
  GpuUse result() {
    if (!shown) {
      return GpuUse.none();
    }
    if (tool.isEmpty()) {
      String why = "`nvidia-smi` is missing, so the GPU's memory was not measured";
      return GpuUse.notMeasured(why, List.of());
    }
    if (!trouble.isEmpty()) {
      return GpuUse.notMeasured(trouble, devices);
    }
    if (samples.get() == 0) {
      String why = "the run ended before its memory on the GPU could be asked for";
      return GpuUse.notMeasured(why, devices);
    }
    return new GpuUse(
        true,
        OptionalLong.of(peak.get()),
        "sampled " + samples.get() + " times by nvidia-smi, so a shorter peak may be missed",
        busy.getCount() == 0 ? OptionalDouble.empty() : OptionalDouble.of(busy.getAverage()),
        devices);
  }
}
