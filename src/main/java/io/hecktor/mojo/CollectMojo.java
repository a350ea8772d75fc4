package io.hecktor.mojo;

import io.hecktor.HecktorException;
import io.hecktor.Progress;
import io.hecktor.goal.ClusterRequest;
import io.hecktor.goal.CollectGoal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Gathers the results of test runs that a cluster runs, into the same reports as if they had been
 * waited for, and fails the build where a rule is broken. It builds nothing.
 */
@Mojo(name = "collect", threadSafe = true)
public final class CollectMojo extends AbstractHecktorMojo {

  /** Does not wait for cases that are still to come: they are only counted. */
  @Parameter(property = "hecktor.detach", defaultValue = "false")
  private boolean detach;

  /** For Maven. */
  public CollectMojo() {}

  @Override
  void run(Progress progress) throws HecktorException {
    Path output = Path.of(project().getBuild().getDirectory()).resolve("hecktor");
    ClusterRequest cluster =
        new ClusterRequest(
            ClusterOptions.slurm(),
            new ClusterRequest.TaskNeeds(1, 1, List.of()),
            new ClusterRequest.Node(List.of(), Path.of(""), Path.of(""), "auto", Optional.empty()),
            detach,
            job -> false);
    new CollectGoal(
            new CollectGoal.Request(project().getBasedir().toPath(), output, RunOptions.ascii()),
            cluster,
            progress)
        .run();
  }
}
