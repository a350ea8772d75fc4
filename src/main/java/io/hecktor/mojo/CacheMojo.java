package io.hecktor.mojo;

import io.hecktor.ErrorCode;
import io.hecktor.HecktorException;
import io.hecktor.Problem;
import io.hecktor.Progress;
import io.hecktor.ProjectException;
import io.hecktor.blob.BlobStore;
import io.hecktor.challenge.Units;
import io.hecktor.goal.CacheGoal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Tells what the cache holds and which image layouts it is for, and with {@code
 * -Dhecktor.prune=true} removes what no layout needs. Needs no project.
 */
@Mojo(name = "cache", requiresProject = false, aggregator = true, threadSafe = true)
public final class CacheMojo extends AbstractMojo {

  /** The cache folder; that of the user by default. */
  @Parameter(property = "hecktor.cache")
  private @Nullable String cache;

  /**
   * Removes what no image layout on this disk needs and what is older than {@code
   * hecktor.keepDays}. No other build should run meanwhile.
   */
  @Parameter(property = "hecktor.prune", defaultValue = "false")
  private boolean prune;

  /** How many days a layer that no image layout needs is kept after it came into the cache. */
  @Parameter(property = "hecktor.keepDays", defaultValue = "30")
  private int keepDays;

  /**
   * How much the layers may take, such as {@code 20g}: above it the oldest that no image layout
   * needs are removed however young they are.
   */
  @Parameter(property = "hecktor.cacheBudget")
  private @Nullable String cacheBudget;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private MavenSession session;

  /** For Maven. */
  @SuppressWarnings("NullAway.Init") // Maven sets the fields.
  public CacheMojo() {}

  /** {@inheritDoc} */
  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    GoalRun.of(this::run, this, session);
  }

  private void run(Progress progress) throws HecktorException {
    Path here = Path.of(session.getExecutionRootDirectory());
    BlobStore store = new BlobStore(UserFolders.cache(here, cache));
    new CacheGoal(store, progress).run(prune ? Optional.of(pruning()) : Optional.empty());
  }

  private CacheGoal.Pruning pruning() throws ProjectException {
    if (keepDays < 0) {
      throw new ProjectException(
          new Problem(
              ErrorCode.PARAMETER_INVALID,
              "hecktor.keepDays is " + keepDays + ".",
              "It is a number of days since a layer came into the cache.",
              "Write for example -Dhecktor.keepDays=7, or 0 to keep only what is in use."));
    }
    return new CacheGoal.Pruning(Duration.ofDays(keepDays), budget(), Instant.now());
  }

  private OptionalLong budget() throws ProjectException {
    if (cacheBudget == null || cacheBudget.isBlank()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Units.bytes(cacheBudget.trim()));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new ProjectException(
          new Problem(
              ErrorCode.PARAMETER_INVALID,
              "hecktor.cacheBudget is `" + cacheBudget + "`.",
              "Sizes are numbers with a unit: k, m or g, 1024-based.",
              "Write for example -Dhecktor.cacheBudget=20g."),
          e);
    }
  }
}
