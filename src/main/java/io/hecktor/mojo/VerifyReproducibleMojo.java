package io.hecktor.mojo;

import io.hecktor.HecktorException;
import io.hecktor.Progress;
import io.hecktor.goal.RebuildRequest;
import io.hecktor.goal.SaveGoal;
import io.hecktor.goal.SaveRequest;
import io.hecktor.goal.VerifyReproducibleGoal;
import io.hecktor.goal.VerifyRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.jspecify.annotations.Nullable;

/**
 * Saves, builds the same archives again in a fresh copy of the project with everything other that
 * must not matter (folder, files' order, times and modes, user, home, time zone, locale,
 * processors, and the JDK where toolchains offer another), and compares. A difference is explained
 * by its place and by the habit that makes it, and fails the goal.
 */
@Mojo(
    name = "verify-reproducible",
    threadSafe = true,
    requiresDependencyResolution = ResolutionScope.RUNTIME)
@Execute(phase = LifecyclePhase.PACKAGE)
public final class VerifyReproducibleMojo extends SaveNoForkMojo {

  /**
   * The home of a JDK that runs Maven the second time; by default the first of the user's
   * toolchains that is not the one that runs Maven now. The run-time image is made from the same
   * JDK both times.
   */
  @Parameter(property = "hecktor.otherJdk")
  private @Nullable String otherJdk;

  @Parameter(defaultValue = "${plugin}", readonly = true, required = true)
  @SuppressWarnings("NullAway.Init")
  private PluginDescriptor plugin;

  /** For Maven. */
  public VerifyReproducibleMojo() {}

  @Override
  void run(Progress progress) throws HecktorException {
    SecondBuild again = new SecondBuild(session());
    Path folder = project().getBasedir().toPath();
    RebuildRequest rebuild =
        new RebuildRequest(
            again.project(project(), cacheFolder()),
            new RebuildRequest.Maven(
                Path.of(System.getProperty("maven.home"), "bin", "mvn"),
                arguments(again),
                imageJdk(),
                OtherJdk.find(otherJdk, folder, session(), toolchains())),
            SecondBuild.machine());
    SaveRequest request = saveRequest("");
    SaveGoal save = new SaveGoal(buildGoal(progress), store(), progress);
    new VerifyReproducibleGoal(save, store(), progress).run(new VerifyRequest(request, rebuild));
  }

  private List<String> arguments(SecondBuild again) {
    List<String> words = new ArrayList<>(again.arguments(plugin.getId() + ":save"));
    git().revision().ifPresent(revision -> words.add("-Dhecktor.rebuild.revision=" + revision));
    git().source().ifPresent(source -> words.add("-Dhecktor.rebuild.source=" + source));
    return words;
  }

  private Path imageJdk() {
    return Optional.ofNullable(givenJdk()).orElse(Path.of(System.getProperty("java.home")));
  }
}
