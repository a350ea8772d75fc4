package io.hecktor.mojo;

import io.hecktor.EnvironmentException;
import io.hecktor.HecktorException;
import io.hecktor.Progress;
import io.hecktor.ProjectException;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;

/** Runs a goal's work as Maven wants it: with progress in its log, and failures of its kinds. */
final class GoalRun {

  private GoalRun() {}

  /** What the goal does. */
  @FunctionalInterface
  interface Work {
    void run(Progress progress) throws HecktorException;
  }

  static void of(Work work, AbstractMojo mojo, MavenSession session)
      throws MojoExecutionException, MojoFailureException {
    Invocation invocation = Invocation.in(session, mojo.getPluginContext());
    boolean interactive = session.getRequest().isInteractiveMode();
    try (MavenProgress progress =
        new MavenProgress(mojo.getLog(), interactive, Colours.of(session))) {
      work.run(progress);
    } catch (ProjectException e) {
      throw new MojoFailureException(words(e, invocation), e.getCause());
    } catch (EnvironmentException e) {
      throw new MojoExecutionException(words(e, invocation), e);
    } catch (HecktorException e) {
      throw new IllegalStateException("there is no third kind", e);
    }
  }

  /** The three sentences, and in a line of its own where more of them is said. */
  private static String words(HecktorException e, Invocation invocation) {
    return e.problem().message()
        + System.lineSeparator()
        + "More on this: "
        + invocation.command("explain")
        + " -Dhecktor.code="
        + e.problem().code();
  }
}
