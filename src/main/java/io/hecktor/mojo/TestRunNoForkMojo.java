package io.hecktor.mojo;

import io.hecktor.HecktorException;
import io.hecktor.Progress;
import io.hecktor.goal.TestRunGoal;
import io.hecktor.goal.TestRunRequest;
import io.hecktor.plan.BuildRequest;
import io.hecktor.sandbox.Engines;
import io.hecktor.sandbox.Host;
import java.time.InstantSource;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Runs each task's image on each local case, like {@code hecktor:test-run}, within the lifecycle
 * that runs: for binding to a phase.
 */
@Mojo(
    name = "test-run-no-fork",
    defaultPhase = LifecyclePhase.INTEGRATION_TEST,
    threadSafe = true,
    requiresDependencyResolution = ResolutionScope.RUNTIME)
public class TestRunNoForkMojo extends AbstractHecktorMojo {

  /**
   * What runs the images: {@code unshare}, {@code bwrap}, {@code crun}, {@code runc}, {@code
   * podman} or {@code docker}. {@code auto} takes the first of them that works on this machine. The
   * first four name each attempt to break a rule where {@code strace} is installed.
   */
  @Parameter(property = "hecktor.engine", defaultValue = "auto")
  private String engine = "auto";

  /**
   * Whether the images see the machine's GPU. This version shows them none: {@code auto} and {@code
   * none} are the values.
   */
  @Parameter(property = "hecktor.gpu", defaultValue = "auto")
  private String gpu = "auto";

  /**
   * Sets {@code DEBUG=1} in the container and copies standard output to {@code log.txt} in the
   * output directory, after the output was judged.
   */
  @Parameter(property = "hecktor.debug", defaultValue = "false")
  private boolean debug;

  /** How many cases run at once. Each may take all the memory that the limit allows. */
  @Parameter(property = "hecktor.parallel", defaultValue = "1")
  private int parallel = 1;

  /** For Maven. */
  public TestRunNoForkMojo() {}

  @Override
  final void run(Progress progress) throws HecktorException {
    TestRunRequest.Options options = RunOptions.of(gpu, parallel, debug);
    BuildRequest build = buildRequest();
    TestRunGoal.EngineSource engines =
        scratch -> Engines.choose(engine.trim(), Host.of(scratch, System.getenv()));
    new TestRunGoal(buildGoal(progress), store(), engines, progress)
        .run(
            new TestRunRequest(
                build, project().getBasedir().toPath(), options, InstantSource.system()));
  }
}
