package io.hecktor.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.EnvironmentException;
import io.hecktor.HecktorException;
import io.hecktor.ProjectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The shipped profiles hold what the contract's table says, cell by cell. */
final class ProfilesTest {

  static final List<String> SHIPPED = Profiles.SHIPPED;

  private static final long GIB = 1L << 30;

  @TempDir Path folder;

  private Profile open(String name) throws HecktorException {
    return Profiles.open(name, folder);
  }

  private static List<String> names(Profile profile) {
    return profile.tasks().stream().map(Task::name).toList();
  }

  private static List<Duration> times(Profile profile) {
    return profile.tasks().stream().map(task -> task.limits().time().value()).toList();
  }

  @Test
  void offersTheChallengesDocumentFirst() {
    assertThat(SHIPPED).containsExactly("hecktor2025", "hecktor2025-platform", "hecktor2026");
  }

  @Test
  void holdsTheDocumentsRules() throws HecktorException {
    Profile profile = open("hecktor2025");
    assertThat(names(profile)).containsExactly("task1", "task2", "task3");
    assertThat(profile.directories().input().value()).isEqualTo("/tmp/input");
    assertThat(profile.directories().inputIsLink()).isFalse();
    assertThat(profile.directories().output().value()).isEqualTo("/tmp/output");
    assertThat(profile.directories().writable().value()).containsExactly("/tmp");
    assertThat(times(profile)).containsOnly(Duration.ofMinutes(15));
    assertThat(profile.tasks())
        .allSatisfy(task -> assertThat(task.limits().archiveBytes().value()).isEqualTo(2 * GIB))
        .allSatisfy(task -> assertThat(task.limits().dataSegmentBytes()).isEmpty());
    assertThat(profile.model()).isEmpty();
    assertThat(profile.logs()).isEmpty();
  }

  @Test
  void holdsWhatThePlatformDid() throws HecktorException {
    Profile profile = open("hecktor2025-platform");
    assertThat(names(profile)).containsExactly("task1", "task2", "task3");
    assertThat(times(profile))
        .containsExactly(Duration.ofMinutes(10), Duration.ofMinutes(15), Duration.ofMinutes(10));
    assertOnThePlatform(profile);
    assertThat(profile.model()).isEmpty();
  }

  @Test
  void holdsTheRulesOf2026() throws HecktorException {
    Profile profile = open("hecktor2026");
    assertThat(names(profile)).containsExactly("task");
    assertThat(profile.tasks().get(0).folders()).containsExactly("Task");
    assertThat(times(profile)).containsExactly(Duration.ofMinutes(25));
    assertOnThePlatform(profile);
    ModelRule model = profile.model().orElseThrow();
    assertThat(model.folder()).isEqualTo("model");
    assertThat(model.archiveName()).isEqualTo("model.tar.gz");
    assertThat(model.path().value()).isEqualTo("/opt/ml/model");
  }

  private static void assertOnThePlatform(Profile profile) {
    assertThat(profile.directories().input().value()).isEqualTo("/input");
    assertThat(profile.directories().inputIsLink()).isTrue();
    assertThat(profile.directories().output().value()).isEqualTo("/output");
    assertThat(profile.directories().writable().value()).containsExactly("/tmp", "/output");
    LogRules logs = profile.logs().orElseThrow();
    assertThat(logs.lineBytes().value()).isEqualTo(64 * 1024);
    assertThat(logs.keptLines().value()).isEqualTo(500);
    for (Task task : profile.tasks()) {
      assertThat(task.limits().archiveBytes().value()).isEqualTo(10 * GIB);
      assertThat(task.limits().dataSegmentBytes().map(Sourced::value)).contains(15 * GIB);
    }
  }

  @ParameterizedTest
  @FieldSource("SHIPPED")
  void givesEveryTaskSixteenGigabytesAndTheCudaBase(String name) throws HecktorException {
    Profile profile = open(name);
    assertThat(profile.name()).isEqualTo(name);
    assertThat(profile.title()).startsWith("HECKTOR 202");
    assertThat(profile.base().value())
        .matches("nvidia/cuda:12\\.4\\.1-cudnn-runtime-ubuntu22\\.04@sha256:[0-9a-f]{64}")
        .contains("2fcc4280646484290cc50dce5e65f388dd04352b07cbe89a635703bd1f9aedb6");
    for (Task task : profile.tasks()) {
      assertThat(task.limits().memoryBytes().value()).isEqualTo(16 * GIB);
      assertThat(task.limits().gpuMemoryBytes().value()).isEqualTo(16 * GIB);
    }
  }

  @ParameterizedTest
  @FieldSource("SHIPPED")
  void namesSourceAndDateOfEveryRule(String name) throws HecktorException {
    Profile profile = open(name);
    List<Sourced<?>> rules = new ArrayList<>();
    rules.add(profile.base());
    rules.add(profile.directories().input());
    rules.add(profile.directories().output());
    rules.add(profile.directories().writable());
    profile.logs().ifPresent(logs -> rules.addAll(List.of(logs.lineBytes(), logs.keptLines())));
    profile.model().ifPresent(model -> rules.add(model.path()));
    for (Task task : profile.tasks()) {
      Limits limits = task.limits();
      rules.addAll(List.of(limits.time(), limits.memoryBytes(), limits.gpuMemoryBytes()));
      rules.add(limits.archiveBytes());
      limits.dataSegmentBytes().ifPresent(rules::add);
      assertThat(task.outputs())
          .allSatisfy(
              output -> assertThat(output.origin()).matches("\\S.+, 20\\d\\d-\\d\\d-\\d\\d"));
    }
    assertThat(rules)
        .allSatisfy(rule -> assertThat(rule.source()).isNotBlank())
        .allSatisfy(rule -> assertThat(rule.date()).isAfter(LocalDate.of(2025, 1, 1)))
        .allSatisfy(
            rule -> assertThat(rule.origin()).isEqualTo(rule.source() + ", " + rule.date()));
  }

  @Test
  void asksForTheThreeOutputsOf2025InBothProfiles() throws HecktorException {
    for (String name : List.of("hecktor2025", "hecktor2025-platform")) {
      List<Task> tasks = open(name).tasks();
      OutputShape.Mask mask = (OutputShape.Mask) only(tasks.get(0));
      assertThat(mask.path()).isEqualTo("images/tumor-lymph-node-segmentation");
      assertThat(mask.labels()).containsExactly(0, 1, 2);
      assertThat(mask.geometryOf()).isEqualTo("images/ct");
      assertThat(only(tasks.get(1)))
          .isInstanceOf(OutputShape.FiniteNumber.class)
          .extracting(OutputShape::path)
          .isEqualTo("rfs.json");
      assertThat(only(tasks.get(2)))
          .isInstanceOf(OutputShape.TrueOrFalse.class)
          .extracting(OutputShape::path)
          .isEqualTo("hpv-status.json");
      for (int i = 1; i <= 3; i++) {
        assertThat(tasks.get(i - 1).folders()).containsExactly("Task" + i, "Task_" + i);
        assertThat(tasks.get(i - 1).archiveName()).isEqualTo("submission_task" + i + ".tar.gz");
      }
    }
  }

  private static OutputShape only(Task task) {
    assertThat(task.outputs()).hasSize(1);
    return task.outputs().get(0);
  }

  @Test
  void asksForTheFourOutputsOf2026() throws HecktorException {
    List<OutputShape> outputs = open("hecktor2026").tasks().get(0).outputs();
    String origin = outputs.get(0).origin();
    assertThat(outputs)
        .containsExactly(
            new OutputShape.Mask(
                "images/head-neck-tumor-segmentation", origin, List.of(0, 1, 2), "images/ct"),
            new OutputShape.Choice("t-stage.json", origin, List.of("T1", "T2", "T3", "T4")),
            new OutputShape.Choice("n-stage.json", origin, List.of("N0", "N1", "N2", "N3")),
            new OutputShape.FiniteNumber("rfs.json", origin));
  }

  @Test
  void opensAFileOfTheSameForm() throws Exception {
    try (var in = Profiles.class.getResourceAsStream("hecktor2026.yaml")) {
      String yaml =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .replace("name: hecktor2026", "name: ours");
      Files.writeString(Files.createDirectory(folder.resolve("rules")).resolve("ours.yml"), yaml);
    }
    Profile profile = open("rules/ours.yml");
    assertThat(profile.name()).isEqualTo("ours");
    assertThat(profile.tasks()).isEqualTo(open("hecktor2026").tasks());
    assertThat(open(folder.resolve("rules/ours.yml").toString())).isEqualTo(profile);
  }

  @Test
  void saysWhichProfilesThereAre() {
    assertThatThrownBy(() -> open("hecktor2024"))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("There is no profile `hecktor2024`.")
        .hasMessageContaining("hecktor2025, hecktor2025-platform, hecktor2026")
        .hasMessageContaining("-Dhecktor.profile");
  }

  @Test
  void namesTheFileThatCannotBeUnderstood() throws Exception {
    Files.writeString(folder.resolve("bad.yaml"), "name: bad\ntitel: misspelt\n");
    assertThatThrownBy(() -> open("bad.yaml"))
        .isInstanceOf(ProjectException.class)
        .hasMessageStartingWith("HECK-121: The profile `bad.yaml` cannot be understood, line ");
  }

  @Test
  void saysThatAFileIsNoUtf8() throws Exception {
    Files.write(folder.resolve("latin.yaml"), new byte[] {'t', ':', ' ', (byte) 0xe9, '\n'});
    assertThatThrownBy(() -> open("latin.yaml"))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("UTF-8");
  }

  @Test
  void letsTheUserSetLimitsAndSaysSo() throws HecktorException {
    Profile changed =
        open("hecktor2025-platform")
            .withLimits(
                limits ->
                    limits
                        .withTime(
                            limits.time().overriddenBy(Duration.ofHours(1), "hecktor.timeLimit"))
                        .withMemory(limits.memoryBytes().overriddenBy(GIB, "hecktor.memoryLimit"))
                        .withArchive(
                            limits.archiveBytes().overriddenBy(5L, "hecktor.archiveLimit")));
    assertThat(times(changed)).containsOnly(Duration.ofHours(1));
    Limits limits = changed.tasks().get(2).limits();
    assertThat(limits.time().source()).isEqualTo("set by hecktor.timeLimit");
    assertThat(limits.memoryBytes().value()).isEqualTo(GIB);
    assertThat(limits.archiveBytes().value()).isEqualTo(5);
    assertThat(limits.gpuMemoryBytes().value()).isEqualTo(16 * GIB);
    assertThat(limits.dataSegmentBytes().map(Sourced::value)).contains(15 * GIB);
  }
}
