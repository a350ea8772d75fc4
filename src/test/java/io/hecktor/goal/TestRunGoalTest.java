package io.hecktor.goal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.EnvironmentException;
import io.hecktor.ErrorCode;
import io.hecktor.HecktorException;
import io.hecktor.Problem;
import io.hecktor.Progress;
import io.hecktor.ProjectException;
import io.hecktor.sandbox.Attempts;
import io.hecktor.sandbox.Bind;
import io.hecktor.sandbox.Ending;
import io.hecktor.sandbox.Exactness;
import io.hecktor.sandbox.GpuAccess;
import io.hecktor.sandbox.GpuUse;
import io.hecktor.sandbox.MemoryUse;
import io.hecktor.sandbox.NetworkAttempt;
import io.hecktor.sandbox.RunSpec;
import io.hecktor.sandbox.WriteAttempt;
import io.hecktor.testing.StandInDriver;
import io.hecktor.verify.CaseResult;
import io.hecktor.verify.RunFinding;
import io.hecktor.verify.RunRule;
import io.hecktor.verify.TestRunReport;
import io.hecktor.verify.TestRunSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the goal makes of images and of what an engine saw; engines have tests of their own. */
class TestRunGoalTest {

  @TempDir Path temp;

  private final FakeEngine engine = new FakeEngine();
  private BuiltProject project;

  @BeforeEach
  void oneTask() throws IOException, HecktorException {
    project = new BuiltProject(temp, "hecktor2025", List.of("task2"));
  }

  private List<TestRunReport> run(boolean debug, int parallel)
      throws IOException, HecktorException {
    BuildGoal unused = new BuildGoal(project.store, null, Progress.silent());
    return new TestRunGoal(unused, project.store, () -> null, Progress.silent())
        .run(project.request(debug, parallel), engine, project.images());
  }

  private CaseResult judged() throws IOException, HecktorException {
    return run(false, 1).get(0).cases().get(0);
  }

  @Test
  void startsWhatTheConfigSaysUnderTheProfilesRules() throws IOException, HecktorException {
    run(false, 1);

    RunSpec spec = engine.specs.get(0);
    assertThat(spec.program().argv()).containsExactly("/opt/java/bin/java", "Main");
    assertThat(spec.program().environment()).isEqualTo(Map.of("HECKTOR_TASK", "task2"));
    assertThat(spec.program().workingDirectory()).isEqualTo("/opt/app");
    assertThat(spec.program().uid()).isEqualTo(1001);
    assertThat(spec.program().gid()).isEqualTo(1002);
    assertThat(spec.folders().inputPath()).isEqualTo("/tmp/input");
    assertThat(spec.folders().outputPath()).isEqualTo("/tmp/output");
    assertThat(spec.folders().writable()).containsExactly("/tmp");
    assertThat(spec.folders().input()).isEqualTo(project.folder.resolve("Task2/test/input"));
    assertThat(spec.limits().time()).isEqualTo(Duration.ofMinutes(15));
    assertThat(spec.limits().memoryBytes()).isEqualTo(16L << 30);
    assertThat(spec.limits().dataSegmentBytes()).isEmpty();
    assertThat(spec.image().rootfs().resolve("opt/app/task.txt")).hasContent("task2");
    assertThat(spec.image().rootfs().resolve("etc/resolv.conf")).exists();
  }

  @Test
  void showsTheModelAndTheLinkedInputWhereTheProfileWantsThem()
      throws IOException, HecktorException {
    project = new BuiltProject(temp.resolve("other"), "hecktor2026", List.of("task"));
    Path model = Files.createDirectories(project.folder.resolve("Task/model"));
    assertThatThrownBy(() -> run(false, 1)).isInstanceOf(ProjectException.class);

    RunSpec spec = engine.specs.get(0);
    assertThat(spec.folders().binds()).containsExactly(new Bind(model, "/opt/ml/model"));
    assertThat(spec.folders().inputPath()).isEqualTo("/input");
    String target = spec.folders().inputTarget().orElseThrow().substring(1);
    assertThat(spec.image().rootfs().resolve(target)).isDirectory();
    assertThat(spec.image().rootfs().resolve("output")).isDirectory();
    assertThat(spec.image().rootfs().resolve("opt/ml/model")).isDirectory();
    assertThat(spec.image().rootfs().resolve("input")).doesNotExist();
    assertThat(spec.limits().dataSegmentBytes()).isPresent();
  }

  @Test
  void runsEveryCaseAndLeavesItsReport() throws IOException, HecktorException {
    project.withCase("Task2/test/cases/b/input").withCase("Task2/test/cases/a/input");
    TestRunReport report = run(false, 1).get(0);

    assertThat(report.cases()).extracting(CaseResult::caseName).containsExactly("input", "a", "b");
    TestRunSummary summary =
        TestRunSummary.read(project.run("task2").resolve("report.json")).orElseThrow();
    assertThat(summary.passed()).isTrue();
    assertThat(summary.started()).isEqualTo(BuiltProject.NOW);
    assertThat(summary.engine()).isEqualTo("fake");
    assertThat(summary.imageId()).isEqualTo(project.images().get(0).image().config().imageId());
    assertThat(project.run("task2")).isDirectoryNotContaining("glob:**/.scratch");
    assertThat(project.run("task2").resolve("TEST-hecktor-task2.xml")).exists();
    assertThat(project.run("task2").resolve("a/output/rfs.json")).hasContent("0.5");
    assertThat(project.run("task2").resolve("b/stdout.log")).hasContent("said\n");
  }

  @Test
  void nothingOfAnOlderRunStaysBehind() throws IOException, HecktorException {
    Path old = project.run("task2").resolve("gone/output");
    Files.createDirectories(old);
    Files.writeString(old.resolve("rfs.json"), "1");
    old.toFile().setWritable(false);
    run(false, 1);

    assertThat(project.run("task2").resolve("gone")).doesNotExist();
  }

  @Test
  void anOlderReportIsGoneWhenTheEngineFails() throws IOException, HecktorException {
    run(false, 1);
    engine.inRun =
        spec -> {
          throw new EnvironmentException(new Problem(ErrorCode.NO_ENGINE, "No.", "No.", "No."));
        };

    assertThatThrownBy(() -> run(false, 1)).isInstanceOf(EnvironmentException.class);
    assertThat(TestRunSummary.read(project.run("task2").resolve("report.json"))).isEmpty();
  }

  @Test
  void aBrokenRuleFailsTheBuildAfterAllTasksHaveRun() throws IOException, HecktorException {
    project = new BuiltProject(temp.resolve("two"), "hecktor2025", List.of("task2", "task3"));
    engine.network =
        FakeEngine.named(
            List.of(new NetworkAttempt("java", "connect", "192.0.2.1:443/tcp", "ENETUNREACH")));

    assertThatThrownBy(() -> run(false, 1))
        .isInstanceOf(ProjectException.class)
        .hasMessageStartingWith(
            "HECK-801: task2 broke the rule `network` in case `input`: connect 192.0.2.1:443/tcp. `java`"
                + " tried connect: ENETUNREACH. That is its only violation, and task3 failed too;"
                + " see `target/hecktor/report.html`. Find the code");
    assertThat(engine.specs).hasSize(2);
    assertThat(project.run("task3").resolve("report.json")).exists();
  }

  @Test
  void namesWhoTriedWhat() throws IOException, HecktorException {
    engine.writes =
        FakeEngine.named(List.of(new WriteAttempt("python3", "mkdir", "/opt/app/c", "EROFS")));
    assertThatThrownBy(this::judged).hasMessageContaining("`filesystem`");

    assertThat(Files.readString(project.run("task2").resolve("report.json")))
        .contains("\"subject\" : \"/opt/app/c\"")
        .contains("\"evidence\" : \"`python3` tried mkdir: EROFS.\"");
  }

  @Test
  void whatWasOnlyCountedIsAViolationToo() {
    engine.network =
        new Attempts<>(
            Exactness.COUNTED,
            "counters",
            3,
            List.of(new NetworkAttempt("?", "OutNoRoutes", "?", "ENETUNREACH")));

    assertThatThrownBy(() -> run(false, 1))
        .hasMessageContaining("in case `input`: packets for beyond loopback.");
  }

  @Test
  void whatTheEngineCannotSeeIsNotCheckedAndNotKept() throws IOException, HecktorException {
    engine.writes = new Attempts<>(Exactness.NOT_SEEN, "there is no strace", 0, List.of());
    engine.memory = new MemoryUse(0, OptionalLong.empty(), MemoryUse.Meter.NONE, false);
    TestRunReport report = run(false, 1).get(0);

    assertThat(report.cases().get(0).notChecked())
        .extracting(RunFinding::rule)
        .containsExactly(RunRule.FILESYSTEM, RunRule.MEMORY, RunRule.GPU);
    assertThat(report.cases().get(0).usage().peakMemoryBytes()).isEmpty();
    assertThat(report.exactness())
        .containsEntry(RunRule.NETWORK, "each attempt is named: by looking")
        .containsEntry(RunRule.FILESYSTEM, "not seen: there is no strace")
        .containsEntry(RunRule.MEMORY, "not measured");
  }

  @Test
  void aRunThatWasStoppedForItsMemoryIsToldAsThat() {
    engine.ending = new Ending(137, OptionalInt.of(9), true, false, Optional.empty());
    engine.memory = new MemoryUse(16L << 30, OptionalLong.empty(), MemoryUse.Meter.CGROUP_V2, true);

    assertThatThrownBy(() -> run(false, 1))
        .hasMessageContaining(
            "HECK-803: task2 broke the rule `memory` in case `input`: over the limit");
  }

  @Test
  void whatWasLeftRunningAndWhatWasCutAreTold() throws IOException, HecktorException {
    engine.ending = FakeEngine.ended(List.of("daemon"));
    engine.shortened = true;
    CaseResult result = judged();

    assertThat(result.passed()).isTrue();
    assertThat(result.warnings())
        .extracting(RunFinding.Warning::subject)
        .containsExactly("left 1 processes running");
    assertThat(result.notChecked())
        .extracting(RunFinding.NotChecked::reason)
        .anyMatch(reason -> reason.startsWith("stdout.log is not whole"));
  }

  @Test
  void debugAsksTheProgramToTellMoreAndKeepsItsWords() throws IOException, HecktorException {
    CaseResult result = run(true, 1).get(0).cases().get(0);

    assertThat(engine.specs.get(0).program().environment()).containsEntry("DEBUG", "1");
    assertThat(project.run("task2").resolve("input/output/log.txt")).hasContent("said\n");
    assertThat(result.outputs().listed()).hasSize(1);
  }

  @Test
  void aLogOfTheProgramsOwnStaysAndIsNotFollowed() throws IOException, HecktorException {
    Path secret = Files.writeString(temp.resolve("secret"), "mine");
    engine.inRun =
        spec -> Files.createSymbolicLink(spec.folders().output().resolve("log.txt"), secret);
    try {
      run(true, 1);
    } catch (ProjectException e) {
      assertThat(e).hasMessageContaining("log.txt");
    }

    assertThat(secret).hasContent("mine");
  }

  @Test
  void runsAsManyCasesAtOnceAsAskedFor() throws IOException, HecktorException {
    project.withCase("Task2/test/cases/a/input").withCase("Task2/test/cases/b/input");
    CountDownLatch both = new CountDownLatch(2);
    engine.inRun =
        spec -> {
          if (engine.specs.size() == 1) {
            return; // The first one runs alone, as it does on the platform.
          }
          both.countDown();
          try {
            assertThat(both.await(20, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
        };

    assertThat(run(false, 2).get(0).cases())
        .extracting(CaseResult::caseName)
        .containsExactly("input", "a", "b");
  }

  @Test
  void keepsTheRootfsForTheNextRun() throws IOException, HecktorException {
    run(false, 1);
    run(false, 1);

    assertThat(engine.specs.get(0).image().rootfs())
        .isEqualTo(engine.specs.get(1).image().rootfs())
        .exists();
  }

  @Test
  void saysHowToOpenACaseThatTheProgramMayNotRead() throws IOException, HecktorException {
    Path scan = project.folder.resolve("Task2/test/input/images/ct/ct.mha");
    Files.createDirectories(scan.getParent());
    Files.writeString(scan, "ct");
    Files.setPosixFilePermissions(scan, PosixFilePermissions.fromString("rw-------"));

    run(false, 1);
    engine.mapsUser = false;

    assertThatThrownBy(() -> run(false, 1))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("`Task2/test/input/images/ct/ct.mha` is closed to the program's")
        .hasMessageContaining("`chmod -R o+rX Task2/test/input`");
    Files.setPosixFilePermissions(scan, PosixFilePermissions.fromString("rw-r--r--"));
    run(false, 1);
    Files.setPosixFilePermissions(scan.getParent(), PosixFilePermissions.fromString("rwx--x--x"));
    assertThatThrownBy(() -> run(false, 1)).hasMessageContaining("`Task2/test/input/images/ct` is");
    assertThat(engine.specs).hasSize(2);
  }

  @Test
  void asksForCasesBeforeAnythingElse() throws IOException, HecktorException {
    Files.delete(project.folder.resolve("Task2/test/input/ehr.json"));
    BuildGoal unused = new BuildGoal(project.store, null, Progress.silent());
    TestRunGoal goal =
        new TestRunGoal(
            unused,
            project.store,
            () -> {
              throw new IllegalStateException("not yet");
            },
            Progress.silent());

    assertThatThrownBy(() -> goal.run(project.request(false, 1)))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("`Task2/test/input` is empty.");
  }

  private GpuAccess shown(GpuRequest.Wish wish) throws IOException, HecktorException {
    Path cdi = temp.resolve("cdi");
    return GpuChoice.of(new GpuRequest(wish, List.of(cdi)), engine, Progress.silent());
  }

  private void describeGpu(String device) throws IOException {
    Path cdi = Files.createDirectories(temp.resolve("cdi"));
    Files.writeString(
        cdi.resolve("nvidia.yaml"),
        "{cdiVersion: 0.5.0, kind: nvidia.com/gpu, devices: [{name: all, containerEdits:"
            + " {deviceNodes: [{path: /dev/nvidia0, hostPath: "
            + device
            + "}], env: [A=b]}}]}");
  }

  @Test
  void showsTheGpuWhereAFileDescribesOne() throws IOException, HecktorException {
    describeGpu("/dev/null");

    assertThat(shown(GpuRequest.Wish.AUTO).devices()).hasSize(1);
    assertThat(shown(GpuRequest.Wish.ALL).environment()).containsEntry("A", "b");
    assertThat(shown(GpuRequest.Wish.NONE)).isEqualTo(GpuAccess.none());
  }

  private RunSpec runWith(GpuRequest gpu) throws IOException, HecktorException {
    TestRunRequest usual = project.request(false, 1);
    TestRunRequest.Options options =
        new TestRunRequest.Options(false, usual.options().expected(), true, gpu, false);
    BuildGoal unused = new BuildGoal(project.store, null, Progress.silent());
    new TestRunGoal(unused, project.store, () -> null, Progress.silent())
        .run(
            new TestRunRequest(
                usual.build(), usual.projectFolder(), options, usual.batch(), usual.clock()),
            engine,
            project.images());
    return engine.specs.get(engine.specs.size() - 1);
  }

  @Test
  void keepsTheDriversFilesOutOfRunsWithoutAGpu() throws IOException, HecktorException {
    Path library = Files.writeString(temp.resolve("libcuda.so.1"), "driver");
    Path cdi = Files.createDirectories(temp.resolve("cdi"));
    Files.writeString(
        cdi.resolve("nvidia.yaml"),
        "{cdiVersion: 0.5.0, kind: nvidia.com/gpu, devices: [{name: all}], containerEdits:"
            + " {mounts: [{containerPath: /opt/driver/libcuda.so.1, hostPath: "
            + library
            + ", options: [ro]}], hooks: [{hookName: createContainer, path: /bin/x, args: [x,"
            + " update-ldcache, --folder, /opt/driver]}]}}");
    RunSpec with = runWith(new GpuRequest(GpuRequest.Wish.ALL, List.of(cdi)));
    RunSpec without = runWith(GpuRequest.none());

    assertThat(with.gpu().files()).hasSize(1);
    assertThat(with.program().environment()).containsEntry("LD_LIBRARY_PATH", "/opt/driver");
    assertThat(with.image().rootfs().resolve("opt/driver/libcuda.so.1")).exists();
    assertThat(without.program().environment()).doesNotContainKey("LD_LIBRARY_PATH");
    assertThat(without.image().rootfs().resolve("opt/driver")).doesNotExist();
  }

  @Test
  void doesWithoutAGpuUnlessItWasAskedFor() throws IOException, HecktorException {
    assertThat(shown(GpuRequest.Wish.AUTO)).isEqualTo(GpuAccess.none());
    assertThatThrownBy(() -> shown(GpuRequest.Wish.ALL))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("describes `nvidia.com/gpu`")
        .hasMessageContaining("nvidia-ctk cdi generate");
    describeGpu("/dev/no-such-device");
    assertThat(shown(GpuRequest.Wish.AUTO)).isEqualTo(GpuAccess.none());
    assertThatThrownBy(() -> shown(GpuRequest.Wish.ALL)).hasMessageContaining("no-such-device");
  }

  @Test
  void reportsWhatTheGpuTookAndWhatAT4MightTake() throws IOException, HecktorException {
    engine.gpu =
        new GpuUse(
            true,
            OptionalLong.of(3L << 30),
            "sampled",
            java.util.OptionalDouble.of(1),
            List.of(new GpuUse.GpuDevice("Tesla V100-SXM2-16GB", 1530)));
    run(false, 1);

    assertThat(Files.readString(project.run("task2").resolve("report.json")))
        .contains("\"peakGpuMemoryBytes\" : 3221225472")
        .contains("\"device\" : \"Tesla V100-SXM2-16GB\"")
        .contains("\"leastSeconds\" : 3.9")
        .contains("\"mostSeconds\" : 5.6")
        .contains("nothing was run on a T4");
  }

  /** On a stand-in for the driver; no GPU was at hand. */
  @Test
  void estimatesByWhatItMeasuredOfAGpuThatNobodyKnows() throws Exception {
    Path library = StandInDriver.compile(temp, 13.2, 800);
    Path cdi = Files.createDirectories(temp.resolve("cdi"));
    Files.writeString(
        cdi.resolve("nvidia.yaml"),
        "{cdiVersion: 0.5.0, kind: nvidia.com/gpu, devices: [{name: all}], containerEdits:"
            + " {mounts: [{containerPath: /opt/driver/libcuda.so.1, hostPath: "
            + library
            + ", options: [ro]}]}}");
    engine.gpu =
        new GpuUse(
            true,
            OptionalLong.of(3L << 30),
            "sampled",
            java.util.OptionalDouble.of(1),
            List.of(new GpuUse.GpuDevice("GeForce 999", 1530)));
    runWith(new GpuRequest(GpuRequest.Wish.ALL, List.of(cdi)));

    assertThat(Files.readString(project.run("task2").resolve("report.json")))
        .contains("\"device\" : \"GeForce 999\"")
        .contains("\"device\" : \"Stand-in 70\"")
        .contains("\"singleTflops\" : 13.2")
        .contains("\"gigabytesPerSecond\" : 800")
        .contains("\"leastSeconds\" : 3.3")
        .contains("\"mostSeconds\" : 5,")
        .contains("\"marginSeconds\" : 895,")
        .contains("an estimate from the measured 13.2 TFLOPS and 800 GB/s here and a T4's")
        .contains("nothing was run on a T4");
  }
}
