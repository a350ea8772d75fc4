package io.hecktor.mojo;

import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Builds one OCI image per task into {@code target/hecktor/taskN/image}, after the project has been
 * packaged.
 */
@Mojo(name = "build", threadSafe = true, requiresDependencyResolution = ResolutionScope.RUNTIME)
@Execute(phase = LifecyclePhase.PACKAGE)
public final class BuildMojo extends BuildNoForkMojo {

  /** For Maven. */
  public BuildMojo() {}
}
