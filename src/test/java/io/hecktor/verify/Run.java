package io.hecktor.verify;

import io.hecktor.challenge.Directories;
import io.hecktor.challenge.Limits;
import io.hecktor.challenge.LogRules;
import io.hecktor.challenge.OutputShape;
import io.hecktor.challenge.Profile;
import io.hecktor.challenge.Sourced;
import io.hecktor.challenge.Task;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A run on disk that kept every rule, in which a test changes what it is about. */
final class Run {

  static final String MASKS = "images/tumor-lymph-node-segmentation";
  static final OutputShape MASK =
      new OutputShape.Mask(MASKS, "README, 2025-07-03", List.of(0, 1, 2), "images/ct");
  static final OutputShape RFS = new OutputShape.FiniteNumber("rfs.json", "README, 2025-07-03");
  static final OutputShape HPV =
      new OutputShape.TrueOrFalse("hpv-status.json", "README, 2025-07-03");
  static final OutputShape STAGE =
      new OutputShape.Choice("t-stage.json", "README, 2026-11-23", List.of("T1", "T2", "T3", "T4"));

  final Path folder;
  final List<OutputShape> outputs = new ArrayList<>();
  final List<CaseFacts.Attempt> attempts = new ArrayList<>();
  CaseFacts.Ending ending = CaseFacts.Ending.exited(0);
  Duration duration = Duration.ofMillis(3200);
  OptionalLong peak = OptionalLong.of(200L << 20);
  OptionalLong gpuPeak = OptionalLong.empty();
  Optional<GpuSeen> gpu = Optional.empty();
  boolean logRules;
  boolean dataSegment;
  Map<RunRule, String> unseen = Map.of();

  Run(Path folder, OutputShape... outputs) throws IOException {
    this.folder = folder;
    this.outputs.addAll(List.of(outputs));
    Files.createDirectories(output());
    Mha.mask().set("ElementType", "MET_SHORT").at(input().resolve("images/ct/x.mha"));
    stdout("");
    stderr("");
  }

  Path output() {
    return folder.resolve("output");
  }

  Path input() {
    return folder.resolve("case/input");
  }

  Path expected() {
    return folder.resolve("case/expected");
  }

  Run wrote(String path, String content) throws IOException {
    return wrote(path, content.getBytes(StandardCharsets.UTF_8));
  }

  Run wrote(String path, byte[] content) throws IOException {
    Path file = output().resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
    return this;
  }

  Run expecting(String path, byte[] content) throws IOException {
    Path file = expected().resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
    return this;
  }

  Run linked(String path, String target) throws IOException {
    Path link = output().resolve(path);
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, Path.of(target));
    return this;
  }

  Run stdout(String text) throws IOException {
    Files.writeString(folder.resolve("stdout.log"), text);
    return this;
  }

  Run stderr(String text) throws IOException {
    Files.writeString(folder.resolve("stderr.log"), text);
    return this;
  }

  Run exited(int code) {
    ending = CaseFacts.Ending.exited(code);
    return this;
  }

  Run signalled(int signal) {
    ending = new CaseFacts.Ending(128 + signal, OptionalInt.of(signal), false, false);
    return this;
  }

  Run tried(RunRule rule, String subject) {
    attempts.add(new CaseFacts.Attempt(rule, subject, "as traced"));
    return this;
  }

  CaseResult judged() throws IOException {
    Optional<Path> expected = Files.exists(expected()) ? Optional.of(expected()) : Optional.empty();
    LocalCase local = new LocalCase("small", "Task1/test/cases/small", input(), expected);
    CaseFacts facts =
        new CaseFacts(
            local,
            new CaseFacts.RunFiles(
                output(), folder.resolve("stdout.log"), folder.resolve("stderr.log")),
            ending,
            new CaseFacts.Usage(duration, peak, gpuPeak, gpu, CaseFacts.Curve.none()),
            attempts,
            unseen);
    Task task = new Task("task1", List.of("Task1"), "submission_task1.tar.gz", limits(), outputs);
    return new RunRules(profile(task), task, ExpectedUse.SAME).judge(facts);
  }

  private Profile profile(Task task) {
    Directories directories =
        new Directories(
            sourced("/tmp/input"), false, sourced("/tmp/output"), sourced(List.of("/tmp")));
    Optional<LogRules> logs =
        logRules ? Optional.of(new LogRules(sourced(65536L), sourced(500L))) : Optional.empty();
    return new Profile(
        "hecktor2025",
        "HECKTOR",
        sourced("base"),
        directories,
        logs,
        Optional.empty(),
        List.of(task));
  }

  Limits limits() {
    return new Limits(
        sourced(Duration.ofMinutes(15)),
        sourced(16L << 30),
        sourced(16L << 30),
        sourced(2L << 30),
        dataSegment ? Optional.of(sourced(15L << 30)) : Optional.empty());
  }

  static <T> Sourced<T> sourced(T value) {
    return new Sourced<>(value, "README", LocalDate.of(2025, 7, 3));
  }
}
