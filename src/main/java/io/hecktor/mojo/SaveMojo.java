package io.hecktor.mojo;

import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Writes the archives to upload, {@code target/hecktor/submission_taskN.tar.gz}, after their images
 * have been built, and checks each as the platform will.
 */
@Mojo(name = "save", threadSafe = true, requiresDependencyResolution = ResolutionScope.RUNTIME)
@Execute(phase = LifecyclePhase.PACKAGE)
public final class SaveMojo extends SaveNoForkMojo {

  /** For Maven. */
  public SaveMojo() {}
}
