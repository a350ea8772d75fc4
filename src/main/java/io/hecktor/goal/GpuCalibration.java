package io.hecktor.goal;

import io.hecktor.Progress;
import io.hecktor.blob.BlobStore;
import io.hecktor.blob.ContentKey;
import io.hecktor.cuda.Calibration;
import io.hecktor.cuda.CalibrationProcess;
import io.hecktor.sandbox.FileTrees;
import io.hecktor.sandbox.GpuAccess;
import io.hecktor.verify.MeasuredGpu;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Measures the GPU that runs are given, before they begin, and remembers the figures for an hour: a
 * GPU that gets warm or is shared does not stay as it is. What fails costs a line and nothing else.
 */
final class GpuCalibration {

  private static final String RECORDS = "gpu-calibration";
  private static final Duration VALID = Duration.ofHours(1);

  /** Without its persistence mode a driver with many GPUs takes ten seconds to start. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** Where the driver tells of itself and of each GPU. */
  private static final Path DRIVER = Path.of("/proc/driver/nvidia");

  private static final String LIBRARY = "libcuda.so.1";
  private static final Pattern LIBRARY_FILE = Pattern.compile("libcuda\\.so(\\.\\d+)*");

  private final BlobStore store;
  private final InstantSource clock;
  private final Progress progress;
  private final Path driver;

  GpuCalibration(BlobStore store, InstantSource clock, Progress progress) {
    this(store, clock, progress, DRIVER);
  }

  GpuCalibration(BlobStore store, InstantSource clock, Progress progress, Path driver) {
    this.store = store;
    this.clock = clock;
    this.progress = progress;
    this.driver = driver;
  }

  /**
   * What the GPU can do.
   *
   * @param gpu what runs are given
   * @return empty where they are given none, or it could not be measured
   * @throws InterruptedIOException if this thread is interrupted
   */
  Optional<MeasuredGpu> of(GpuAccess gpu) throws InterruptedIOException {
    if (!gpu.shown()) {
      return Optional.empty();
    }
    Calibration result;
    try (BlobStore.Lock alone = store.lock(RECORDS)) {
      result = measuredOrRemembered(gpu);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      result = new Calibration.Failed("the cache could not be used");
    }
    return told(result);
  }

  private Optional<MeasuredGpu> told(Calibration result) {
    if (result instanceof Calibration.Measured one) {
      progress.stage("GPU " + one.device() + ": measured " + one.words() + " here");
      return Optional.of(
          new MeasuredGpu(one.device(), one.singleTflops(), one.gigabytesPerSecond()));
    }
    progress.stage(
        "GPU not measured, so times on a T4 follow from published figures: "
            + ((Calibration.Failed) result).why());
    return Optional.empty();
  }

  private Calibration measuredOrRemembered(GpuAccess gpu) throws IOException {
    Optional<String> library = library(gpu);
    if (library.isEmpty()) {
      return new Calibration.Failed("no CDI file names a `" + LIBRARY + "`");
    }
    String key = key(library.get());
    Instant now = clock.instant();
    Optional<Calibration> known = store.record(RECORDS, key).flatMap(bytes -> valid(bytes, now));
    if (known.isPresent()) {
      return known.get();
    }
    Calibration result = measure(library.get());
    if (result instanceof Calibration.Measured) {
      String record = now + "\n" + result.text();
      store.putRecord(RECORDS, key, record.getBytes(StandardCharsets.UTF_8));
    }
    return result;
  }

  /** The library that containers are shown, or the one that the loader finds. */
  private static Optional<String> library(GpuAccess gpu) {
    if (gpu.way() == GpuAccess.Way.BY_ENGINE) {
      return Optional.of(LIBRARY);
    }
    return gpu.files().stream()
        .map(GpuAccess.HostFile::source)
        .filter(file -> LIBRARY_FILE.matcher(String.valueOf(file.getFileName())).matches())
        .map(Path::toString)
        .findFirst();
  }

  /** Changes with the driver's version, its file, and the GPUs. */
  private String key(String library) throws IOException {
    StringBuilder all = new StringBuilder(library).append('\n');
    Path file = Path.of(library);
    if (file.isAbsolute()) {
      all.append(Files.size(file)).append(' ').append(Files.getLastModifiedTime(file)).append('\n');
    }
    List<Path> facts = new ArrayList<>();
    facts.add(driver.resolve("version"));
    if (Files.isDirectory(driver.resolve("gpus"))) {
      try (DirectoryStream<Path> gpus = Files.newDirectoryStream(driver.resolve("gpus"))) {
        gpus.forEach(one -> facts.add(one.resolve("information")));
      }
    }
    for (Path one : facts.stream().sorted().filter(Files::isReadable).toList()) {
      all.append(one).append('\n').append(Files.readString(one)).append('\n');
    }
    return ContentKey.of(all.toString().getBytes(StandardCharsets.UTF_8)).hex();
  }

  private static Optional<Calibration> valid(byte[] record, Instant now) {
    String[] parts = new String(record, StandardCharsets.UTF_8).split("\n", 2);
    try {
      Duration age = Duration.between(Instant.parse(parts[0]), now);
      return parts.length == 2 && !age.isNegative() && age.compareTo(VALID) < 0
          ? Calibration.parse(parts[1])
          : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private Calibration measure(String library) throws IOException {
    Optional<String> java = ProcessHandle.current().info().command();
    if (java.isEmpty()) {
      return new Calibration.Failed("the system does not tell which Java runs this");
    }
    Path folder = store.folder(RECORDS);
    FileTrees.delete(folder);
    try {
      Files.createDirectories(folder);
      return new CalibrationProcess(Path.of(java.get()), LIMIT).run(library, folder);
    } finally {
      FileTrees.delete(folder);
    }
  }
}
