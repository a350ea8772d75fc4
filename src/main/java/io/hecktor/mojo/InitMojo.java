package io.hecktor.mojo;

import io.hecktor.HecktorException;
import io.hecktor.Progress;
import io.hecktor.goal.InitGoal;
import io.hecktor.scaffold.CiSystem;
import io.hecktor.scaffold.Coordinates;
import io.hecktor.scaffold.ScaffoldRequest;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Writes a participant's project into the folder that it runs in: a POM, a program with a place for
 * each prediction, tests, a sample case per task, and files for git and CI. Needs no project, asks
 * nothing, and writes over nothing: a folder in the layout of the challenge's template becomes a
 * project, and what is in it stays.
 */
@Mojo(name = "init", requiresProject = false, aggregator = true, threadSafe = true)
public final class InitMojo extends AbstractMojo {

  /**
   * The challenge's rules: {@code hecktor2025}, {@code hecktor2025-platform}, {@code hecktor2026},
   * or a path to a file of the same form. By default the first of them whose tasks have folders
   * here, else {@code hecktor2025}.
   */
  @Parameter(property = "hecktor.profile")
  private @Nullable String profile;

  /** The tasks, such as {@code task1,task3}; by default those that have folders here, else all. */
  @Parameter(property = "hecktor.tasks")
  private List<TaskParameter> tasks = new ArrayList<>();

  /** The project's groupId. */
  @Parameter(property = "groupId", defaultValue = "org.example")
  private @Nullable String groupId;

  /** The project's artifactId; by default the folder's name. */
  @Parameter(property = "artifactId")
  private @Nullable String artifactId;

  /** The package of the program; by default the groupId. */
  @Parameter(property = "package")
  private @Nullable String packageName;

  /**
   * The services that the project gets a file for, which runs {@code mvn verify} at each push:
   * {@code github}, {@code gitlab}, both with a comma between, or {@code none}.
   */
  @Parameter(property = "hecktor.ci", defaultValue = "github,gitlab")
  private String ci = "github,gitlab";

  /** The project's folder, or without a project the one that Maven runs in. */
  @Parameter(defaultValue = "${basedir}", readonly = true, required = true)
  private File basedir;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private MavenSession session;

  @Parameter(defaultValue = "${plugin.version}", readonly = true)
  private @Nullable String pluginVersion;

  /** For Maven. */
  @SuppressWarnings("NullAway.Init") // Maven sets the fields.
  public InitMojo() {}

  /** {@inheritDoc} */
  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    GoalRun.of(this::run, this, session);
  }

  private void run(Progress progress) throws HecktorException {
    Path here = basedir.toPath().toAbsolutePath().normalize();
    Coordinates.Wishes wishes =
        new Coordinates.Wishes(given(groupId), given(artifactId), given(packageName));
    new InitGoal(progress)
        .run(
            new ScaffoldRequest(
                here,
                given(profile),
                tasks.stream()
                    .map(TaskParameter::name)
                    .map(name -> name == null ? "" : name.trim())
                    .toList(),
                Coordinates.parse(wishes, here),
                CiSystem.parse(ci),
                given(pluginVersion).orElse("unknown")));
  }

  private static Optional<String> given(@Nullable String text) {
    return Optional.ofNullable(text).map(String::trim).filter(value -> !value.isEmpty());
  }
}
