package io.hecktor.mojo;

import io.hecktor.HecktorException;
import io.hecktor.Progress;
import io.hecktor.plan.BuildRequest;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Builds one OCI image per task, like {@code hecktor:build}, within the lifecycle that runs: for
 * binding to a phase.
 */
@Mojo(
    name = "build-no-fork",
    defaultPhase = LifecyclePhase.PACKAGE,
    threadSafe = true,
    requiresDependencyResolution = ResolutionScope.RUNTIME)
public class BuildNoForkMojo extends AbstractHecktorMojo {

  /** For Maven. */
  public BuildNoForkMojo() {}

  @Override
  final void run(Progress progress) throws HecktorException {
    BuildRequest request = buildRequest();
    buildGoal(progress).run(request);
    tellNext("test-run", progress);
  }
}
