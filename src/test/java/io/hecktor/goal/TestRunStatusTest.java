package io.hecktor.goal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.HecktorException;
import io.hecktor.Problem;
import io.hecktor.Progress;
import io.hecktor.ProjectException;
import io.hecktor.sandbox.Attempts;
import io.hecktor.sandbox.Exactness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code save} says of the newest report. */
class TestRunStatusTest {

  @TempDir Path temp;

  private final FakeEngine engine = new FakeEngine();
  private final List<String> said = new ArrayList<>();
  private BuiltProject project;

  @BeforeEach
  void oneTask() throws IOException, HecktorException {
    project = new BuiltProject(temp, "hecktor2025", List.of("task2"));
  }

  private void run() throws IOException, HecktorException {
    BuildGoal unused = new BuildGoal(project.store, null, Progress.silent());
    new TestRunGoal(unused, project.store, () -> null, Progress.silent())
        .run(project.request(false, 1), engine, project.images());
  }

  private void check(boolean require) throws IOException, HecktorException {
    SaveRequest request =
        new SaveRequest(
            project.request(false, 1).build(), "a", require, java.util.List.of(), Instant.EPOCH);
    TestRunStatus.check(request, project.images().get(0), new Said());
  }

  @Test
  void knowsTheImageThatPassed() throws IOException, HecktorException {
    run();
    check(true);

    assertThat(said).containsExactly("task2: this very image passed its test run.");
  }

  @Test
  void warnsOfWhatTheTestRunDidNotSee() throws IOException, HecktorException {
    engine.writes = new Attempts<>(Exactness.NOT_SEEN, "no strace", 0, List.of());
    run();
    check(true);

    assertThat(said).hasSize(2);
    assertThat(said.get(1))
        .contains("did not check `filesystem`")
        .contains("strace")
        .doesNotContain("gpu");
  }

  @Test
  void refusesAnImageThatWasNotRunWhereThatIsRequired() throws IOException, HecktorException {
    check(false);
    assertThat(said).containsExactly("task2: this image has not been through a test run.");
    assertThatThrownBy(() -> check(true))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("has not been through a test run");
  }

  @Test
  void refusesAnImageThatFailedOrThatAnotherOneRanFor() throws IOException, HecktorException {
    engine.output = "high";
    assertThatThrownBy(this::run).isInstanceOf(ProjectException.class);
    assertThatThrownBy(() -> check(true)).hasMessageContaining("failed its test run");

    Path report = project.run("task2").resolve("report.json");
    Files.writeString(
        report, Files.readString(report).replaceFirst("sha256:[0-9a-f]{4}", "sha256:0000"));
    assertThatThrownBy(() -> check(true)).hasMessageContaining("since it changed");
  }

  private final class Said implements Progress {

    @Override
    public void stage(String line) {
      said.add(line);
    }

    @Override
    public void detail(String line) {}

    @Override
    public void warn(Problem problem) {
      said.add(problem.toString());
    }

    @Override
    public Work begin(String what, long totalBytes) {
      throw new IllegalStateException(what);
    }
  }
}
