package io.hecktor.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.EnvironmentException;
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

/** What is made of Slurm's answers, also of those that a healthy cluster seldom gives. */
@EnabledOnOs(OS.LINUX)
class SlurmTest {

  @TempDir Path bin;

  private Slurm answering(String program, String script) throws IOException {
    Path file = Files.writeString(bin.resolve(program), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new Slurm(List.of(bin));
  }

  private ArrayJob job() {
    return new ArrayJob(
        "hecktor-task2",
        24,
        new ArrayJob.Needs(21, 17408, 4),
        Path.of("/shared/task.sh"),
        Path.of("/shared/log"),
        List.of("--partition=gpu", "--gres=gpu:1"));
  }

  @ParameterizedTest
  @CsvSource({
    "PENDING, WAITING",
    "REQUEUED, WAITING",
    "CONFIGURING, RUNNING",
    "RUNNING, RUNNING",
    "COMPLETING, RUNNING",
    "SUSPENDED, RUNNING",
    "COMPLETED, COMPLETED",
    "FAILED, FAILED",
    "CANCELLED, CANCELLED",
    "CANCELLED by 1000, CANCELLED",
    "CANCELLED+, CANCELLED",
    "TIMEOUT, TIMED_OUT",
    "DEADLINE, TIMED_OUT",
    "NODE_FAIL, NODE_LOST",
    "PREEMPTED, NODE_LOST",
    "BOOT_FAIL, NODE_LOST",
    "OUT_OF_MEMORY, OUT_OF_MEMORY",
  })
  void tellsWhatAStateMeans(String name, TaskState.Stage stage) {
    assertThat(TaskState.of(name, "None").stage()).isEqualTo(stage);
    assertThat(stage.ended())
        .isEqualTo(stage != TaskState.Stage.WAITING && stage != TaskState.Stage.RUNNING);
  }

  @Test
  void asksForWhatEachTaskNeeds() throws IOException, EnvironmentException {
    Path asked = bin.resolve("asked");
    String number =
        answering("sbatch", "printf '%s\\n' \"$@\" >" + asked + "; echo '4711;cluster'")
            .submit(job());

    assertThat(number).isEqualTo("4711");
    assertThat(Files.readAllLines(asked))
        .contains(
            "--array=0-23",
            "--time=21",
            "--mem=17408M",
            "--cpus-per-task=4",
            "--partition=gpu",
            "--gres=gpu:1",
            "--output=/shared/log/%a.log")
        .endsWith("/shared/task.sh");
  }

  @Test
  void saysWhyAJobIsRefused() throws IOException {
    Slurm slurm =
        answering("sbatch", "echo 'sbatch: error: invalid partition specified: gpu.' >&2; exit 1");

    assertThatThrownBy(() -> slurm.submit(job()))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageStartingWith(
            "HECK-914: `sbatch` failed, saying: sbatch: error: invalid partition specified: gpu. The"
                + " cases")
        .hasMessageContaining("-Dhecktor.partition");
  }

  @Test
  void readsStatesAndWhatTheyWaitFor() throws IOException, EnvironmentException {
    Slurm slurm =
        answering(
            "squeue",
            "printf '%s\\n' '0|COMPLETED|None' '1|PENDING|ReqNodeNotAvail, UnavailableNodes:n7'"
                + " 'N/A|RUNNING|None'");

    assertThat(slurm.states("7"))
        .containsOnlyKeys(0, 1)
        .containsEntry(
            1,
            new TaskState(
                TaskState.Stage.WAITING, "PENDING", "ReqNodeNotAvail, UnavailableNodes:n7"));
  }

  @Test
  void aForgottenJobHasNoStates() throws IOException, EnvironmentException {
    Slurm slurm =
        answering("squeue", "echo 'slurm_load_jobs error: Invalid job id specified' >&2; exit 1");

    assertThat(slurm.states("7")).isEmpty();
  }

  @Test
  void aClusterThatDoesNotAnswerIsNoForgottenJob() throws IOException {
    Slurm slurm = answering("squeue", "echo 'Unable to contact slurm controller' >&2; exit 1");

    assertThatThrownBy(() -> slurm.states("7"))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("Unable to contact slurm controller");
  }

  @Test
  void readsAccountsWhereTheyAreKept() throws IOException {
    Slurm slurm =
        answering(
            "sacct",
            "printf '%s\\n' '7_0|COMPLETED' '7_1|NODE_FAIL' '7_[2-3]|PENDING' '8_4|FAILED'");

    assertThat(slurm.accounts("7")).containsOnlyKeys(0, 1);
    assertThat(slurm.accounts("7").get(1).stage()).isEqualTo(TaskState.Stage.NODE_LOST);
    assertThat(new Slurm(List.of()).accounts("7")).isEmpty();
  }

  @Test
  void readsHowLargeAnArrayMayBe() throws IOException, EnvironmentException {
    assertThat(answering("scontrol", "echo 'MaxArraySize            = 501'").maxArraySize())
        .isEqualTo(501);
  }

  @Test
  void saysWhatIsMissingWhereThereIsNoCluster() {
    assertThatThrownBy(() -> new Slurm(List.of(bin)).requireThere())
        .isInstanceOf(EnvironmentException.class)
        .hasMessageStartingWith("HECK-913: The program `sbatch` is missing.");
  }
}
