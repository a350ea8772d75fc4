package io.hecktor.mojo;

import io.hecktor.HecktorException;
import io.hecktor.Progress;
import io.hecktor.goal.SaveGoal;
import io.hecktor.goal.SaveRequest;
import io.hecktor.goal.SavedArchive;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProjectHelper;
import org.jspecify.annotations.Nullable;

/**
 * Writes the archives to upload, like {@code hecktor:save}, within the lifecycle that runs: for
 * binding to a phase.
 */
@Mojo(
    name = "save-no-fork",
    defaultPhase = LifecyclePhase.VERIFY,
    threadSafe = true,
    requiresDependencyResolution = ResolutionScope.RUNTIME)
public class SaveNoForkMojo extends AbstractHecktorMojo {

  /** Refuses an image that has not passed its test run. */
  @Parameter(property = "hecktor.requireTestRun", defaultValue = "false")
  private boolean requireTestRun;

  /**
   * A program of yours that signs each archive, with its arguments, such as {@code cosign sign-blob
   * --key my.key --bundle {archive}.sigstore.json {archive}}. Words are split at spaces, quotes
   * hold them together, and no shell is involved. Filled are {@code {archive}}, {@code {sha256}},
   * {@code {digest}}, {@code {imageId}}, {@code {task}}, {@code {sbom}} and {@code {provenance}}.
   */
  @Parameter(property = "hecktor.sign")
  private @Nullable String sign;

  /**
   * Attaches the archives to the project, so that {@code install} and {@code deploy} take them
   * along: as type {@code tar.gz} with the classifiers {@code task1} and so on, and by the same
   * classifiers the bill of materials as {@code cdx.json} and the provenance as {@code
   * intoto.json}. For {@code save-no-fork} that is bound to a phase.
   */
  @Parameter(property = "hecktor.attach", defaultValue = "false")
  private boolean attach;

  @Inject
  @SuppressWarnings("NullAway.Init")
  private MavenProjectHelper projectHelper;

  /** For Maven. */
  public SaveNoForkMojo() {}

  @Override
  void run(Progress progress) throws HecktorException {
    String signer = isRebuild() ? "" : Optional.ofNullable(sign).orElse("");
    SaveRequest request = saveRequest(signer);
    SaveGoal goal = new SaveGoal(buildGoal(progress), store(), progress);
    List<SavedArchive> archives = goal.run(request);
    if (attach && !isRebuild()) {
      archives.forEach(new Attachments(project(), projectHelper)::add);
    }
    new SavedWords(
            project().getBasedir().toPath(),
            Colours.of(session()),
            Invocation.in(session(), getPluginContext()))
        .lines(archives)
        .forEach(progress::stage);
  }

  final SaveRequest saveRequest(String signer) throws HecktorException {
    return new SaveRequest(
        buildRequest(),
        repositoryName(),
        requireTestRun && !isRebuild(),
        CommandWords.split(signer),
        Instant.now());
  }

  /** Docker allows fewer characters in a repository's name than Maven does in an artifact's. */
  private String repositoryName() {
    String name =
        project()
            .getArtifactId()
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-|-$", "");
    return name.isEmpty() ? "hecktor" : name;
  }
}
