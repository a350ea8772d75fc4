package io.hecktor.bench;

import com.sun.management.OperatingSystemMXBean;
import io.hecktor.deflate.Framing;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.zip.GZIPOutputStream;

/**
 * Compares our gzip with the JDK's, kind of data by kind of data, and prints what each makes of it:
 * MB/s of input, and the size that is left. The two take turns, so that whatever else the machine
 * does is shared fairly; the median of the runs counts. On a machine that is busy with other things
 * the time of the clock says little, and the CPU time beside it what two idle cores would do.
 *
 * <p>Arguments: megabytes of each kind, how many runs, and further files to try, such as a library
 * of CUDA's.
 */
public final class Deflating {

  private static final Map<String, Function<OutputStream, OutputStream>> WAYS = ways();

  private Deflating() {}

  private static Map<String, Function<OutputStream, OutputStream>> ways() {
    Map<String, Function<OutputStream, OutputStream>> ways = new LinkedHashMap<>();
    ways.put("gzip", Deflating::zlib);
    ways.put("deflate", Framing.DEFLATE::gzip);
    ways.put("auto", Framing.AUTO::gzip);
    ways.put("stored", Framing.STORED::gzip);
    return ways;
  }

  private static OutputStream zlib(OutputStream out) {
    try {
      return new GZIPOutputStream(out, 1 << 16);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Prints a row per kind of data. */
  public static void main(String[] arguments) throws IOException {
    int size = Integer.parseInt(arguments[0]) * 1_000_000;
    int runs = Integer.parseInt(arguments[1]);
    System.out.printf(
        "%d MB each, median of %d runs, %d cores, Java %s%n%n",
        size / 1_000_000,
        runs,
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.version"));
    System.out.println(
        "| data | GZIPOutputStream | deflate | times | times, of CPU time | size against it | auto |"
            + " stored |\n| --- | --- | --- | --- | --- | --- | --- | --- |");
    Path java = Path.of(System.getProperty("java.home"));
    row("native libraries", ofFiles(java, ".so", size), runs);
    row("classes (lib/modules)", ofFiles(java, "modules", size), runs);
    row("text (sources)", ofFiles(Path.of("src"), ".java", size), runs);
    row("weights, fp32", weights(size, 4), runs);
    row("weights, bf16", weights(size, 2), runs);
    row("random", random(size), runs);
    for (String file : List.of(arguments).subList(2, arguments.length)) {
      Path path = Path.of(file);
      row(String.valueOf(path.getFileName()), ofFiles(path, "", size), runs);
    }
  }

  /** What a way took, in seconds of the clock and of all cores. */
  private record Taken(double clock, double cpu) {}

  private static void row(String name, byte[] data, int runs) throws IOException {
    Map<String, List<Taken>> taken = new LinkedHashMap<>();
    Map<String, Long> sizes = new LinkedHashMap<>();
    for (int run = 0; run <= runs; run++) {
      for (var way : WAYS.entrySet()) {
        Counting counting = new Counting();
        Taken once = time(way.getValue(), data, counting);
        sizes.put(way.getKey(), counting.count);
        if (run > 0) { // The first warms up.
          taken.computeIfAbsent(way.getKey(), key -> new ArrayList<>()).add(once);
        }
      }
    }
    Function<String, String> cell =
        way ->
            String.format(
                Locale.ROOT,
                "%.0f MB/s, %.4f",
                data.length / 1e6 / median(taken.get(way), Taken::clock),
                (double) sizes.get(way) / data.length);
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %s | %.1f | %.1f | %+.1f %% | %s | %s |%n",
        name,
        cell.apply("gzip"),
        cell.apply("deflate"),
        median(taken.get("gzip"), Taken::clock) / median(taken.get("deflate"), Taken::clock),
        median(taken.get("gzip"), Taken::cpu) / median(taken.get("deflate"), Taken::cpu),
        100.0 * sizes.get("deflate") / sizes.get("gzip") - 100,
        cell.apply("auto"),
        cell.apply("stored"));
  }

  private static double median(List<Taken> taken, ToDoubleFunction<Taken> what) {
    double[] sorted = taken.stream().mapToDouble(what).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static Taken time(Function<OutputStream, OutputStream> way, byte[] data, OutputStream out)
      throws IOException {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpu = system.getProcessCpuTime();
    long start = System.nanoTime();
    try (OutputStream gzip = way.apply(out)) {
      for (int at = 0; at < data.length; at += 1 << 18) {
        gzip.write(data, at, Math.min(1 << 18, data.length - at));
      }
    }
    return new Taken((System.nanoTime() - start) / 1e9, (system.getProcessCpuTime() - cpu) / 1e9);
  }

  private static byte[] ofFiles(Path folder, String suffix, int size) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(size);
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (file.toString().endsWith(suffix)) {
              byte[] content = Files.readAllBytes(file);
              bytes.put(content, 0, Math.min(content.length, bytes.remaining()));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    byte[] cut = new byte[bytes.position()];
    bytes.get(0, cut);
    return cut;
  }

  /** Normally distributed, as a trained layer's; of two bytes, the upper ones. */
  private static byte[] weights(int size, int bytesEach) {
    Random random = new Random(1);
    ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.remaining() >= bytesEach) {
      int bits = Float.floatToIntBits((float) (random.nextGaussian() * 0.05));
      if (bytesEach == 4) {
        bytes.putInt(bits);
      } else {
        bytes.putShort((short) (bits >> 16));
      }
    }
    return bytes.array();
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(2).nextBytes(bytes);
    return bytes;
  }

  private static final class Counting extends OutputStream {

    private long count;

    @Override
    public void write(int b) {
      count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      count += length;
    }
  }
}
