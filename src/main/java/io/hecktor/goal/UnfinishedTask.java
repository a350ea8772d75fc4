package io.hecktor.goal;

import io.hecktor.slurm.TaskState;
import io.hecktor.verify.UnfinishedCase;
import io.hecktor.verify.UnfinishedCase.Cause;
import java.io.IOException;
import java.util.Optional;

/**
 * A task of a cluster's job that has not left all its records.
 *
 * @param index in the array
 * @param state as the cluster tells it
 * @param problem as the node tells it
 */
record UnfinishedTask(int index, TaskState state, NodeProblem problem) {

  UnfinishedCase of(String caseName) throws IOException {
    Optional<String> told = problem.words();
    String task = "Task " + index + " of the job ";
    String reason = state.reason().isEmpty() ? "" : " (" + state.reason() + ")";
    return switch (state.stage()) {
      case WAITING, RUNNING ->
          new UnfinishedCase(
              caseName, Cause.PENDING, task + "is " + state.name() + reason + " still.");
      case CANCELLED ->
          new UnfinishedCase(caseName, Cause.CANCELLED, task + "was cancelled" + reason + ".");
      case TIMED_OUT ->
          new UnfinishedCase(
              caseName,
              Cause.SCHEDULER_TIMEOUT,
              task + "took longer than Slurm gave it, which is more than the challenge's limit.");
      case NODE_LOST ->
          new UnfinishedCase(
              caseName, Cause.NODE_LOST, task + "lost its node: " + state.name() + reason + ".");
      case OUT_OF_MEMORY ->
          new UnfinishedCase(
              caseName,
              Cause.SCHEDULER_MEMORY,
              task + "took more memory than Slurm gave it, beside what the program may take.");
      case FAILED ->
          new UnfinishedCase(
              caseName, Cause.NOT_STARTED, told.orElse(task + "failed and left no word."));
      case COMPLETED, UNKNOWN ->
          new UnfinishedCase(caseName, Cause.LOST, task + "has ended and its result is not there.");
    };
  }
}
