package io.hecktor.mojo;

import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Runs each task's image on each local case under the challenge's restrictions, after their images
 * have been built, and fails the build where a rule is broken. {@code
 * target/hecktor/taskN/test-run/report.json} tells what was seen.
 */
@Mojo(name = "test-run", threadSafe = true, requiresDependencyResolution = ResolutionScope.RUNTIME)
@Execute(phase = LifecyclePhase.PACKAGE)
public final class TestRunMojo extends TestRunNoForkMojo {

  /** For Maven. */
  public TestRunMojo() {}
}
