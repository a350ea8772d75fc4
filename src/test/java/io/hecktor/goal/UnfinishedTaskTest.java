package io.hecktor.goal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hecktor.EnvironmentException;
import io.hecktor.ErrorCode;
import io.hecktor.Problem;
import io.hecktor.slurm.Slurm;
import io.hecktor.slurm.TaskState;
import io.hecktor.verify.UnfinishedCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of cases whose task Slurm has ended: none of it is a breach. */
@EnabledOnOs(OS.LINUX)
class UnfinishedTaskTest {

  @TempDir Path folder;

  /** As squeue tells it, by the way that a wait goes. */
  private TaskState told(String state, String reason) throws IOException, EnvironmentException {
    Path squeue =
        Files.writeString(
            folder.resolve("squeue"), "#!/bin/sh\necho '3|" + state + "|" + reason + "'\n");
    Files.setPosixFilePermissions(squeue, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new Slurm(List.of(folder)).states("7").get(3);
  }

  private UnfinishedCase unfinished(String state, String reason)
      throws IOException, EnvironmentException {
    return new UnfinishedTask(3, told(state, reason), NodeProblem.of(folder, 3)).of("case-17");
  }

  @ParameterizedTest
  @CsvSource({
    "TIMEOUT, TimeLimit, SCHEDULER_TIMEOUT, took longer than Slurm gave it",
    "DEADLINE, None, SCHEDULER_TIMEOUT, took longer than Slurm gave it",
    "NODE_FAIL, NodeDown, NODE_LOST, lost its node: NODE_FAIL (NodeDown).",
    "PREEMPTED, None, NODE_LOST, lost its node: PREEMPTED.",
    "BOOT_FAIL, None, NODE_LOST, lost its node: BOOT_FAIL.",
    "OUT_OF_MEMORY, None, SCHEDULER_MEMORY, took more memory than Slurm gave it",
    "CANCELLED, None, CANCELLED, was cancelled.",
    "REQUEUED, None, PENDING, is REQUEUED still.",
    "FAILED, NonZeroExitCode, NOT_STARTED, failed and left no word.",
    "COMPLETED, None, LOST, has ended and its result is not there.",
  })
  void tellsWhatSlurmDidFromWhatTheProgramDid(
      String state, String reason, UnfinishedCase.Cause cause, String words)
      throws IOException, EnvironmentException {
    UnfinishedCase one = unfinished(state, reason);

    assertThat(one.cause()).isEqualTo(cause);
    assertThat(one.words()).startsWith("Task 3 of the job ").contains(words);
    assertThat(one.caseName()).isEqualTo("case-17");
  }

  @Test
  void letsTheNodeItselfSayWhyItCouldNotBegin() throws IOException, EnvironmentException {
    NodeProblem.of(folder, 3)
        .write(new Problem(ErrorCode.NO_ENGINE, "No engine works.", "So it is.", "Install one."));

    assertThat(unfinished("FAILED", "NonZeroExitCode").words())
        .isEqualTo("HECK-701: No engine works. Install one.");
  }
}
