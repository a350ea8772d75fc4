package io.hecktor.sandbox;

import io.hecktor.HecktorException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Runs the actor on an engine, each time with folders of its own. */
final class EngineBench {

  static final Map<String, String> ENVIRONMENT =
      Map.of("PATH", "/usr/bin:/bin", "HOME", "/home/user", "MODEL", "a b\n$c");

  private final Engine engine;
  private final Path rootfs;
  private final Path folder;
  private int runs;
  private Optional<ImageSource.Archive> archive = Optional.empty();

  private Duration time = Duration.ofSeconds(60);
  private Duration grace = Duration.ofMillis(500);
  private long memory = 1L << 30;
  private OptionalLong data = OptionalLong.empty();
  private long stream = RunLimits.STREAM_BYTES;
  private boolean linkedInput;
  private GpuAccess gpu = GpuAccess.none();
  private BooleanSupplier enough = () -> false;

  EngineBench(Engine engine, Path rootfs, Path folder) {
    this.engine = engine;
    this.rootfs = rootfs;
    this.folder = folder;
  }

  EngineBench archive(ImageSource.Archive file) {
    archive = Optional.of(file);
    return this;
  }

  EngineBench within(Duration limit) {
    time = limit;
    return this;
  }

  EngineBench memory(long bytes) {
    memory = bytes;
    return this;
  }

  EngineBench data(long bytes) {
    data = OptionalLong.of(bytes);
    return this;
  }

  EngineBench stream(long bytes) {
    stream = bytes;
    return this;
  }

  EngineBench gpu(GpuAccess access) {
    gpu = access;
    return this;
  }

  EngineBench endingWhen(BooleanSupplier seen) {
    enough = seen;
    return this;
  }

  EngineBench linkedInput() {
    linkedInput = true;
    return this;
  }

  RunObservation run(String... words) {
    try {
      Path here = Files.createDirectories(folder.resolve("run" + runs++));
      Path input = Files.createDirectories(here.resolve("input"));
      Path output = Files.createDirectories(here.resolve("output"));
      Files.writeString(input.resolve("ehr.json"), "{}");
      for (Path open : List.of(folder, here, input, output)) {
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
      return engine.run(spec(here, List.of(words)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (HecktorException e) {
      throw new AssertionError(e);
    }
  }

  private RunSpec spec(Path here, List<String> words) {
    var argv = new java.util.ArrayList<>(List.of("/bin/actor"));
    argv.addAll(words);
    return new RunSpec(
        new ImageSource(rootfs, archive),
        new Program(
            words.get(0).startsWith("/") ? words : argv,
            gpu.in(ENVIRONMENT),
            "/opt/app",
            1000,
            1000),
        new Folders(
            here.resolve("input"),
            linkedInput ? "/input" : "/tmp/input",
            linkedInput ? Optional.of("/opt/ml/input/data/x-input") : Optional.empty(),
            here.resolve("output"),
            linkedInput ? "/output" : "/tmp/output",
            linkedInput ? List.of("/tmp", "/output") : List.of("/tmp"),
            List.of()),
        new RunLimits(time, grace, memory, data, stream),
        new RunFiles(here.resolve("scratch"), here.resolve("stdout"), here.resolve("stderr")),
        gpu,
        enough);
  }

  static String text(CapturedStream stream) {
    try {
      return Files.readString(stream.file());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes a folder with all that is in it. */
  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
