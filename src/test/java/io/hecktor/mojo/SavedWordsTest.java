package io.hecktor.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.hecktor.goal.SavedArchive;
import io.hecktor.goal.TestRunStatus;
import io.hecktor.oci.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.junit.jupiter.api.Test;

class SavedWordsTest {

  private static final Path PROJECT = Path.of("project").toAbsolutePath();
  private static final Digest DIGEST = Digest.of("x".getBytes(StandardCharsets.UTF_8));
  private static final TestRunStatus PASSED = new TestRunStatus(true, false, "passed its test run");
  private static final TestRunStatus FAILED = new TestRunStatus(false, true, "failed its test run");
  private static final TestRunStatus NONE =
      new TestRunStatus(false, false, "has not been through a test run");

  private static SavedArchive archive(String task, TestRunStatus status) {
    return new SavedArchive(
        task,
        PROJECT.resolve("target/hecktor/submission_" + task + ".tar.gz"),
        1L << 30,
        DIGEST,
        DIGEST,
        List.of(),
        Optional.empty(),
        new SavedArchive.Standing(2L << 30, status));
  }

  @SuppressWarnings("deprecation") // The other way to a session goes through Maven's container.
  private static List<String> lines(SavedArchive... archives) {
    MavenSession session =
        new MavenSession(
            null, null, new DefaultMavenExecutionRequest(), new DefaultMavenExecutionResult());
    return new SavedWords(PROJECT, Colours.of("never", false), Invocation.in(session, null))
        .lines(List.of(archives));
  }

  @Test
  void tellWhatWasWrittenAndWhereItGoes() {
    assertThat(lines(archive("task1", PASSED)))
        .containsExactly(
            "",
            "Wrote target/hecktor/submission_task1.tar.gz",
            "  size     1.00 GiB (1073741824 bytes), 50.0 % of the 2.00 GiB that are allowed",
            "  sha256   " + DIGEST.hex(),
            "  image ID " + DIGEST,
            "  test run passed by this very image",
            "",
            "Next, upload it on grand-challenge.org, on the page of the task's algorithm, under"
                + " Containers");
  }

  @Test
  void sendWhoHasNotTestedToTheTestRun() {
    assertThat(lines(archive("task1", PASSED), archive("task2", NONE)))
        .contains("  test run none: this image has not been through a test run")
        .endsWith("Next, before the upload: mvn hecktor:test-run");
  }

  @Test
  void sendWhoFailedToTheReport() {
    assertThat(lines(archive("task1", NONE), archive("task2", FAILED)))
        .contains("  test run failed by this very image")
        .endsWith("Next, see why in target/hecktor/report.html");
  }
}
