package io.hecktor.goal;

import io.hecktor.HecktorException;
import io.hecktor.Progress;
import io.hecktor.slurm.Slurm;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How cases are run on a Slurm cluster.
 *
 * @param slurm the cluster
 * @param task what each task of the job gets
 * @param node what runs on the nodes
 * @param detach whether nobody waits for the end
 * @param interruption what becomes of the job when its user ends Maven
 */
public record ClusterRequest(
    Slurm slurm, TaskNeeds task, Node node, boolean detach, Interruption interruption)
    implements RemoteRequest {

  @Override
  public void requireThere() throws HecktorException {
    slurm.requireThere();
  }

  @Override
  public Executor executor(TestRunRequest request, Progress progress) {
    return new SlurmExecutor(request, this, progress);
  }

  /**
   * What each task of the job gets; time and memory come from the profile.
   *
   * @param cpus processors
   * @param casesPerTask how many cases it runs one after the other; 0 for as few as possible
   * @param options of {@code sbatch}, such as {@code --partition=gpu}
   */
  public record TaskNeeds(int cpus, int casesPerTask, List<String> options) {

    /** Copies the list. */
    public TaskNeeds {
      options = List.copyOf(options);
    }
  }

  /**
   * What runs on the nodes.
   *
   * @param classPath of the plugin
   * @param java a JVM's home that the nodes may have
   * @param folder of each node's own
   * @param engine {@code auto}, or an engine's name
   * @param profile the file of a profile that is not shipped
   */
  public record Node(
      List<Path> classPath, Path java, Path folder, String engine, Optional<Path> profile) {

    /** Copies the list. */
    public Node {
      classPath = List.copyOf(classPath);
    }
  }
}
