package io.hecktor.mojo;

import io.hecktor.HecktorException;
import io.hecktor.Progress;
import io.hecktor.goal.ExplainGoal;
import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Tells what an error means, where it comes from and what to do about it; without a code it lists
 * them all. Needs no project and no network.
 */
@Mojo(name = "explain", requiresProject = false, aggregator = true, threadSafe = true)
public final class ExplainMojo extends AbstractMojo {

  /** The code that a message begins with, such as {@code HECK-101}. */
  @Parameter(property = "hecktor.code")
  private @Nullable String code;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private MavenSession session;

  /** For Maven. */
  @SuppressWarnings("NullAway.Init") // Maven sets the fields.
  public ExplainMojo() {}

  /** {@inheritDoc} */
  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    GoalRun.of(this::run, this, session);
  }

  private void run(Progress progress) throws HecktorException {
    ExplainGoal catalogue = ExplainGoal.shipped();
    List<String> lines =
        code == null || code.isBlank() ? catalogue.titles() : catalogue.entry(code);
    lines.forEach(progress::stage);
  }
}
