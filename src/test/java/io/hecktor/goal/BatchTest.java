package io.hecktor.goal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.EnvironmentException;
import io.hecktor.ErrorCode;
import io.hecktor.HecktorException;
import io.hecktor.Problem;
import io.hecktor.Progress;
import io.hecktor.ProjectException;
import io.hecktor.testing.Command;
import io.hecktor.verify.CaseResult;
import io.hecktor.verify.ExpectedUse;
import io.hecktor.verify.TestRunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many cases: which are run, which are run again, and what is left of a batch that was ended. */
class BatchTest {

  private static final Parallel ONE = Parallel.of(1);
  private static final TestRunRequest.BatchOptions ALL = options(Optional.empty(), false, false);
  private static final TestRunRequest.BatchOptions RESUME = options(Optional.empty(), true, false);

  @TempDir Path temp;

  private final FakeEngine engine = new FakeEngine();
  private BuiltProject project;

  private static TestRunRequest.BatchOptions options(
      Optional<Sample> sample, boolean resume, boolean failFast) {
    return new TestRunRequest.BatchOptions(Optional.empty(), sample, ONE, resume, failFast);
  }

  @BeforeEach
  void fiveCases() throws IOException, HecktorException {
    project = new BuiltProject(temp, "hecktor2025", List.of("task2"));
    for (String name : List.of("a", "b", "c", "d")) {
      project.withCase("Task2/test/cases/" + name + "/input");
    }
  }

  private TestRunReport run(TestRunRequest.BatchOptions batch)
      throws IOException, HecktorException {
    return run(batch, ExpectedUse.SAME);
  }

  private TestRunReport run(TestRunRequest.BatchOptions batch, ExpectedUse expected)
      throws IOException, HecktorException {
    BuildGoal unused = new BuildGoal(project.store, null, Progress.silent());
    TestRunRequest plain = project.request(false, 1);
    TestRunRequest request =
        new TestRunRequest(
            plain.build(),
            plain.projectFolder(),
            new TestRunRequest.Options(false, expected, true, GpuRequest.none(), false),
            batch,
            plain.clock());
    engine.specs.clear();
    return new TestRunGoal(unused, project.store, () -> null, Progress.silent())
        .run(request, engine, project.images())
        .get(0);
  }

  private List<String> ran() {
    return engine.specs.stream()
        .map(spec -> spec.files().stdout().getParent().getFileName().toString())
        .toList();
  }

  private void failIn(String name) {
    engine.inRun =
        spec -> {
          if (spec.files().stdout().getParent().endsWith(name)) {
            Files.writeString(spec.folders().output().resolve("rfs.json"), "\"high\"");
          }
        };
  }

  private void dieIn(String name) {
    engine.inRun =
        spec -> {
          if (spec.files().stdout().getParent().endsWith(name)) {
            throw new EnvironmentException(new Problem(ErrorCode.NO_ENGINE, "No.", "No.", "No."));
          }
        };
  }

  @Test
  void aBatchThatIsEndedLosesNoFinishedCase() throws IOException, HecktorException {
    dieIn("c");
    assertThatThrownBy(() -> run(ALL)).isInstanceOf(EnvironmentException.class);
    engine.inRun = spec -> {};
    TestRunReport report = run(RESUME);

    assertThat(ran()).containsExactly("c", "d");
    assertThat(report.cases())
        .extracting(CaseResult::caseName)
        .containsExactly("input", "a", "b", "c", "d");
    assertThat(report.passed()).isTrue();
  }

  @Test
  void aResumedReportIsThatOfABatchInOneGo() throws IOException, HecktorException {
    run(ALL);
    Path file = project.run("task2").resolve("report.json");
    String whole = Files.readString(file);
    dieIn("b");
    assertThatThrownBy(() -> run(ALL)).isInstanceOf(EnvironmentException.class);
    assertThat(file).doesNotExist();
    engine.inRun = spec -> {};
    run(RESUME);

    assertThat(file).hasContent(whole);
  }

  @Test
  void whatFailedIsRunAgain() throws IOException, HecktorException {
    failIn("b");
    assertThatThrownBy(() -> run(ALL)).isInstanceOf(ProjectException.class);
    engine.inRun = spec -> {};

    assertThat(run(RESUME).passed()).isTrue();
    assertThat(ran()).containsExactly("b");
  }

  @Test
  void aCaseWhoseFilesHaveChangedIsRunAgain() throws IOException, HecktorException {
    run(ALL);
    Files.writeString(project.folder.resolve("Task2/test/cases/b/input/ehr.json"), "{\"Age\": 1}");
    run(RESUME);

    assertThat(ran()).containsExactly("b");
  }

  @Test
  void otherRulesAreAnotherRun() throws IOException, HecktorException {
    run(ALL);
    run(RESUME, ExpectedUse.SCORE);

    assertThat(ran()).hasSize(5);
  }

  @Test
  void aRecordThatCannotBeReadIsNone() throws IOException, HecktorException {
    run(ALL);
    Files.writeString(project.run("task2").resolve(".records/b.json"), "{");
    run(RESUME);

    assertThat(ran()).containsExactly("b");
  }

  @Test
  void withoutResumeAllIsRunAgain() throws IOException, HecktorException {
    run(ALL);
    run(ALL);

    assertThat(ran()).hasSize(5);
  }

  @Test
  void stopsAtTheFirstFailureIfAskedTo() throws IOException, HecktorException {
    failIn("a");
    assertThatThrownBy(() -> run(options(Optional.empty(), false, true)))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("in case `a`");

    assertThat(ran()).containsExactly("input", "a");
    assertThat(Files.readString(project.run("task2").resolve("report.json")))
        .contains("\"cause\" : \"cancelled\"");
  }

  @Test
  void goesOnAfterAFailureOtherwise() {
    failIn("input");
    assertThatThrownBy(() -> run(ALL)).isInstanceOf(ProjectException.class);

    assertThat(ran()).hasSize(5);
  }

  @Test
  void aSampleIsTheSameForEverybodyAndGrows() throws IOException, HecktorException {
    run(options(Optional.of(new Sample(2, "1")), false, false));
    List<String> two = ran();
    run(options(Optional.of(new Sample(4, "1")), false, false));

    assertThat(two).containsExactly("b", "d");
    assertThat(ran()).hasSize(4).containsAll(two);
  }

  @Test
  void anotherSeedChoosesOthers() throws IOException, HecktorException {
    List<List<String>> samples =
        IntStream.range(0, 20)
            .mapToObj(seed -> new Sample(2, "seed" + seed))
            .map(sample -> sampled(sample))
            .distinct()
            .toList();

    assertThat(samples).hasSizeGreaterThan(3);
  }

  private List<String> sampled(Sample sample) {
    try {
      run(options(Optional.of(sample), false, false));
    } catch (IOException | HecktorException e) {
      throw new AssertionError(e);
    }
    return ran();
  }

  @Test
  void takesCasesFromOutsideTheProject() throws IOException, HecktorException {
    for (String name : List.of("p2", "p1")) {
      Path input = Files.createDirectories(temp.resolve("data/" + name + "/input"));
      Files.writeString(input.resolve("ehr.json"), "{}");
    }
    TestRunReport report =
        run(
            new TestRunRequest.BatchOptions(
                Optional.of(temp.resolve("data")), Optional.empty(), ONE, false, false));

    assertThat(report.cases()).extracting(CaseResult::caseName).containsExactly("p1", "p2");
  }

  @Test
  void aFolderOfTheTasksNameHasItsCases() throws IOException, HecktorException {
    Path input = Files.createDirectories(temp.resolve("data/Task2/p1/input"));
    Files.writeString(input.resolve("ehr.json"), "{}");
    TestRunReport report =
        run(
            new TestRunRequest.BatchOptions(
                Optional.of(temp.resolve("data")), Optional.empty(), ONE, false, false));

    assertThat(report.cases()).extracting(CaseResult::caseName).containsExactly("p1");
  }

  @Test
  void saysWhereCasesAreLookedFor() {
    assertThatThrownBy(
            () ->
                run(
                    new TestRunRequest.BatchOptions(
                        Optional.of(temp.resolve("nowhere")), Optional.empty(), ONE, false, false)))
        .isInstanceOf(ProjectException.class)
        .hasMessageStartingWith(
            "HECK-721: hecktor.cases is `nowhere`, and there is no such folder.");
  }

  @Test
  void scoresOutputsAgainstTheTruthWithoutBlame() throws IOException, HecktorException {
    for (String name : List.of("a", "b")) {
      Path expected =
          Files.createDirectories(project.folder.resolve("Task2/test/cases/" + name + "/expected"));
      Files.writeString(expected.resolve("rfs.json"), name.equals("a") ? "0.1" : "0.7");
    }
    assertThatThrownBy(() -> run(ALL)).isInstanceOf(ProjectException.class);
    TestRunReport report = run(ALL, ExpectedUse.SCORE);

    assertThat(report.passed()).isTrue();
    assertThat(Files.readString(project.run("task2").resolve("report.json")))
        .contains("\"figure\" : \"concordance index\"");
  }

  @Test
  void asManyRunAtOnceAsMemoryHasRoomFor() {
    assertThat(new Parallel(8, 52L << 30).atOnce(16L << 30)).isEqualTo(3);
    assertThat(new Parallel(8, 4L << 30).atOnce(16L << 30)).isEqualTo(1);
    assertThat(new Parallel(2, 64L << 30).atOnce(1L << 30)).isEqualTo(2);
  }

  /** Held in memory, the findings of these cases alone would take more than this JVM has. */
  @Test
  void manyCasesNeedNoMoreMemoryThanOne() {
    String report =
        Command.of(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                "-Xmx32m",
                "-cp",
                System.getProperty("java.class.path"),
                LoudBatch.class.getName(),
                temp,
                150)
            .within(Duration.ofMinutes(5))
            .succeed()
            .stdout();

    assertThat(Long.parseLong(report)).isGreaterThan(48L << 20);
  }
}
