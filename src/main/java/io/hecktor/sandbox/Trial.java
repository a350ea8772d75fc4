package io.hecktor.sandbox;

import io.hecktor.HecktorException;
import io.hecktor.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The trial of an engine: a rootfs with one tiny program in it, really run. */
final class Trial {

  private static final int USER = 1000;
  private static final long MEMORY = 64L << 20;

  private Trial() {}

  /**
   * Tries an engine.
   *
   * @param evidence how exact its evidence will be, for people
   */
  static Availability of(Engine engine, Host host, List<NeededProgram> needed, String evidence) {
    Optional<NeededProgram> missing = NeededProgram.firstMissing(host, needed);
    if (missing.isPresent()) {
      return new Availability.Fails(
          "the program `" + missing.get().name() + "` is missing", missing.get().remedy());
    }
    return tried(
        host,
        folder -> {
          Path rootfs = Files.createDirectory(folder.resolve("rootfs"));
          ProbeProgram.writeTo(rootfs);
          return engine.run(spec(folder, ImageSource.rootfs(rootfs)));
        },
        evidence);
  }

  /** Tries an engine that takes an archive, with an image that it holds for that time alone. */
  static Availability byImage(
      DockerEngine engine, Host host, DockerClient client, String evidence) {
    return tried(
        host,
        folder -> {
          try (DockerTrial image = DockerTrial.load(client, folder)) {
            return engine.run(spec(folder, image.source()));
          }
        },
        evidence);
  }

  /** The run of one trial. */
  private interface Run {
    RunObservation in(Path folder) throws HecktorException, IOException;
  }

  private static Availability tried(Host host, Run run, String evidence) {
    try {
      Files.createDirectories(host.scratch());
      Path folder = Files.createTempDirectory(host.scratch(), "trial-");
      try {
        // Reachable for the container's user too, where that is not the one who runs this.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        return judge(run.in(folder), evidence);
      } finally {
        delete(folder);
      }
    } catch (HecktorException e) {
      Problem problem = e.problem();
      return new Availability.Fails(withoutStop(problem.what()), problem.fix());
    } catch (IOException e) {
      return new Availability.Fails(
          "a folder for the trial could not be made",
          "Check the free space and the permissions of the cache folder (`-Dhecktor.cache`).");
    }
  }

  private static Availability judge(RunObservation seen, String evidence) throws IOException {
    if (seen.ending().exitCode() == 0) {
      return new Availability.Works(evidence);
    }
    String said = Files.readString(seen.stderr().file()).lines().findFirst().orElse("nothing");
    return new Availability.Fails(
        "a trial program ended with exit code " + seen.ending().exitCode() + ", saying: " + said,
        "Choose another engine with `-Dhecktor.engine=auto`.");
  }

  private static RunSpec spec(Path folder, ImageSource image) throws IOException {
    Path input = Files.createDirectory(folder.resolve("input"));
    Path output = Files.createDirectory(folder.resolve("output"));
    return new RunSpec(
        image,
        new Program(List.of("/probe"), Map.of(), "/", USER, USER),
        new Folders(
            input, "/input", Optional.empty(), output, "/output", List.of("/output"), List.of()),
        new RunLimits(Duration.ofSeconds(20), Duration.ZERO, MEMORY, OptionalLong.empty(), 1 << 16),
        new RunFiles(folder.resolve("run"), folder.resolve("stdout"), folder.resolve("stderr")),
        GpuAccess.none());
  }

  private static String withoutStop(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
