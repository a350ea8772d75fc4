package io.hecktor.sandbox;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/**
 * NVIDIA's {@code nvidia-smi}, which asks the driver by NVML.
 *
 * @param program where it is
 * @param searchPath the {@code PATH} that it gets
 * @see <a href="https://docs.nvidia.com/deploy/nvidia-smi/index.html">nvidia-smi</a>
 */
public record NvidiaSmi(Path program, String searchPath) {

  /** Without its persistence mode the driver starts anew with each question. */
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static final long MIB = 1L << 20;
  private static final String CSV = "--format=csv,noheader,nounits";

  /** The one that is installed on a machine. */
  public static Optional<NvidiaSmi> on(Host host) {
    return host.find("nvidia-smi").map(program -> new NvidiaSmi(program, host.path()));
  }

  /**
   * The memory that each process has on all GPUs, in bytes, by its number on this machine.
   *
   * @throws IOException if it does not tell; the message says why
   */
  Map<Long, Long> memory(Path scratch) throws IOException, InterruptedException {
    Map<Long, Long> bytes = new HashMap<>();
    for (List<String> row : ask(scratch, "--query-compute-apps=pid,used_memory")) {
      if (row.size() != 2 || !row.get(0).matches("\\d{1,10}")) {
        throw new IOException("nvidia-smi tells of processes in an unknown way");
      }
      if (!row.get(1).matches("\\d{1,9}")) {
        throw new IOException("nvidia-smi does not tell what memory processes have here");
      }
      bytes.merge(Long.valueOf(row.get(0)), Long.parseLong(row.get(1)) * MIB, Long::sum);
    }
    return bytes;
  }

  /**
   * A GPU and what drives it.
   *
   * @param name such as {@code Tesla T4}
   * @param driver the driver's version
   * @param memoryBytes of its own; 0 where it does not tell
   */
  public record Card(String name, String driver, long memoryBytes) {}

  /**
   * The machine's GPUs with their driver.
   *
   * @param scratch a folder for what it says
   * @throws IOException if it does not tell; the message says why
   */
  public List<Card> cards(Path scratch) throws IOException, InterruptedException {
    List<Card> cards = new ArrayList<>();
    for (List<String> row : ask(scratch, "--query-gpu=name,driver_version,memory.total")) {
      if (row.size() != 3) {
        throw new IOException("nvidia-smi tells of GPUs in an unknown way");
      }
      long mebibytes = row.get(2).matches("\\d{1,9}") ? Long.parseLong(row.get(2)) : 0;
      cards.add(new Card(row.get(0), row.get(1), mebibytes * MIB));
    }
    return cards;
  }

  /** The machine's GPUs. */
  List<GpuUse.GpuDevice> devices(Path scratch) throws IOException, InterruptedException {
    List<GpuUse.GpuDevice> devices = new ArrayList<>();
    for (List<String> row : ask(scratch, "--query-gpu=name,clocks.max.sm")) {
      String clock = row.size() > 1 && row.get(1).matches("\\d{1,6}") ? row.get(1) : "0";
      devices.add(new GpuUse.GpuDevice(row.get(0), Integer.parseInt(clock)));
    }
    return devices;
  }

  /** The share of the last moment in which the busiest GPU worked, from 0 to 1, where it tells. */
  OptionalDouble busyShare(Path scratch) throws IOException, InterruptedException {
    return ask(scratch, "--query-gpu=utilization.gpu").stream()
        .map(row -> row.get(0))
        .filter(percent -> percent.matches("\\d{1,3}"))
        .mapToDouble(percent -> Math.min(100, Integer.parseInt(percent)) / 100.0)
        .max();
  }

  private List<List<String>> ask(Path scratch, String question)
      throws IOException, InterruptedException {
    Path answer = scratch.resolve("nvidia-smi");
    ProcessBuilder builder = new ProcessBuilder(program.toString(), question, CSV);
    builder.environment().clear();
    builder.environment().put("PATH", searchPath);
    builder.redirectInput(new File("/dev/null"));
    builder.redirectErrorStream(true).redirectOutput(answer.toFile());
    Process process = builder.start();
    try {
      if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("nvidia-smi did not answer within " + LIMIT.toSeconds() + " s");
      }
    } finally {
      process.destroyForcibly();
    }
    String text = Files.readString(answer, StandardCharsets.UTF_8);
    if (process.exitValue() != 0) {
      String said = text.lines().findFirst().orElse("nothing").strip();
      throw new IOException("nvidia-smi failed, saying: " + said.replaceFirst("\\.$", ""));
    }
    return text.lines()
        .filter(line -> !line.isBlank())
        .map(line -> List.of(line.strip().split("\\s*,\\s*", -1)))
        .toList();
  }
}
