package io.hecktor.mojo;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * How the user types a goal of this plugin: by its short name where Maven knows that, else by its
 * coordinates.
 */
final class Invocation {

  private static final String GROUP = "io.hecktor";
  private static final String ARTIFACT = "hecktor-maven-plugin";

  /** With another of these the same project makes other images, or images of other tasks. */
  private static final List<String> OF_IMAGES =
      List.of("hecktor.profile", "hecktor.tasks", "hecktor.base", "hecktor.label");

  private final String prefix;
  private final String properties;

  private Invocation(String prefix, String properties) {
    this.prefix = prefix;
    this.properties = properties;
  }

  /**
   * How goals are typed where this session runs.
   *
   * @param context what Maven gives a goal, with the plugin's descriptor
   */
  static Invocation in(MavenSession session, @Nullable Map<?, ?> context) {
    Object plugin = context == null ? null : context.get("pluginDescriptor");
    boolean known = plugin == null || knowsPrefix(session);
    String prefix =
        known || !(plugin instanceof PluginDescriptor descriptor)
            ? "hecktor"
            : GROUP + ":" + ARTIFACT + ":" + descriptor.getVersion();
    return new Invocation(prefix, properties(session.getUserProperties()));
  }

  /** As Maven looks for it: in the POM where it was started, then in the groups of settings.xml. */
  private static boolean knowsPrefix(MavenSession session) {
    MavenProject project = session.getTopLevelProject();
    return session.getPluginGroups().contains(GROUP)
        || (project != null && plugins(project).anyMatch(Invocation::isThis));
  }

  private static Stream<Plugin> plugins(MavenProject project) {
    return Stream.concat(
        project.getBuildPlugins().stream(),
        project.getPluginManagement() == null
            ? Stream.empty()
            : project.getPluginManagement().getPlugins().stream());
  }

  private static boolean isThis(Plugin plugin) {
    return GROUP.equals(plugin.getGroupId()) && ARTIFACT.equals(plugin.getArtifactId());
  }

  private static String properties(@Nullable Properties given) {
    return given == null
        ? ""
        : OF_IMAGES.stream()
            .filter(name -> given.getProperty(name) != null)
            .map(name -> " -D" + name + "=" + given.getProperty(name))
            .collect(Collectors.joining());
  }

  /** The command that runs a goal, such as {@code mvn hecktor:doctor}. */
  String command(String goal) {
    return "mvn " + prefix + ":" + goal;
  }

  /** The command that runs a goal on the images that this command makes. */
  String commandOnTheSame(String goal) {
    return command(goal) + properties;
  }

  /** Whether the user typed this goal and no other after it. */
  static boolean isLast(MavenSession session, @Nullable MojoExecution execution) {
    List<String> goals = session.getGoals();
    return execution != null
        && execution.getSource() == MojoExecution.Source.CLI
        && goals != null
        && !goals.isEmpty()
        && goals.get(goals.size() - 1).replaceFirst("@.*", "").endsWith(":" + execution.getGoal());
  }
}
