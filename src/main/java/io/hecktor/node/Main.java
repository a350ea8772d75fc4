package io.hecktor.node;

import io.hecktor.HecktorException;
import io.hecktor.goal.NodeRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/**
 * Runs a task of an array job: the cases that its number stands for. It ends with 0 when each of
 * them has a verdict, whatever that is.
 */
public final class Main {

  private Main() {}

  /**
   * Starts it.
   *
   * @param arguments the folder of the test run
   * @throws IOException if the shared folder or the node's own does not do what it should
   */
  public static void main(String[] arguments) throws IOException {
    Map<String, String> environment = System.getenv();
    NodeRun.Machine machine =
        new NodeRun.Machine(
            environment.getOrDefault("SLURMD_NODENAME", ""),
            environment.getOrDefault("SLURM_JOB_ID", "0"),
            environment,
            InstantSource.system());
    int task = Integer.parseInt(environment.getOrDefault("SLURM_ARRAY_TASK_ID", "0"));
    try {
      new NodeRun(Path.of(arguments[0]), machine).task(task);
    } catch (HecktorException e) {
      throw new IllegalStateException(e.problem().message(), e);
    }
  }
}
