package io.hecktor.mojo;

import io.hecktor.goal.RebuildRequest;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** How the same Maven is run again, as Maven's own session tells it. */
final class SecondBuild {

  private final MavenSession session;
  private final MavenExecutionRequest request;

  SecondBuild(MavenSession session) {
    this.session = session;
    this.request = session.getRequest();
  }

  /** What is copied: the reactor's root, and above it what POMs name as their parents. */
  RebuildRequest.Project project(MavenProject project, Path cache) {
    Path folder = Path.of(session.getExecutionRootDirectory());
    Path start = start(folder);
    Path root = start;
    for (MavenProject at = project; at != null; at = at.getParent()) {
      File own = at.getBasedir();
      while (own != null && root.getParent() != null && !own.toPath().startsWith(root)) {
        root = root.getParent();
      }
    }
    Set<Path> leftOut =
        new HashSet<>(Set.of(cache, Path.of(session.getLocalRepository().getBasedir())));
    for (MavenProject module : session.getProjects()) {
      leftOut.add(Path.of(module.getBuild().getDirectory()));
    }
    return new RebuildRequest.Project(root, start, folder, leftOut);
  }

  /** Tools that embed Maven may name any folder, and only one with {@code .mvn} is meant. */
  private Path start(Path folder) {
    return Optional.ofNullable(request.getMultiModuleProjectDirectory())
        .map(File::toPath)
        .filter(named -> Files.isDirectory(named.resolve(".mvn")) && folder.startsWith(named))
        .orElse(folder);
  }

  /** What the first build ran on. */
  static RebuildRequest.Machine machine() {
    return new RebuildRequest.Machine(
        Path.of(System.getProperty("java.home")),
        System.getProperty("user.name"),
        Path.of(System.getProperty("user.home")),
        TimeZone.getDefault().getID(),
        Locale.getDefault().getLanguage(),
        Runtime.getRuntime().availableProcessors());
  }

  /** The arguments that give the second build the first one's settings, with that goal. */
  List<String> arguments(String goal) {
    List<String> words = new ArrayList<>(List.of("-B"));
    if (request.isOffline()) {
      words.add("-o");
    }
    file(words, "-f", request.getPom() == null ? null : new File(request.getPom().getName()));
    existing(words, "-s", request.getUserSettingsFile());
    existing(words, "-gs", request.getGlobalSettingsFile());
    existing(words, "-t", request.getUserToolchainsFile());
    existing(words, "-gt", request.getGlobalToolchainsFile());
    selection(words);
    new TreeMap<>(session.getUserProperties())
        .forEach((name, value) -> words.add("-D" + name + "=" + value));
    words.add("-Dmaven.repo.local=" + session.getLocalRepository().getBasedir());
    words.add("-Dsettings.security=" + security());
    words.add(goal);
    return words;
  }

  private static String security() {
    return System.getProperty(
        "settings.security",
        Path.of(System.getProperty("user.home"), ".m2", "settings-security.xml").toString());
  }

  private void selection(List<String> words) {
    List<String> profiles = new ArrayList<>(request.getActiveProfiles());
    request.getInactiveProfiles().forEach(profile -> profiles.add("!" + profile));
    joined(words, "-P", profiles);
    List<String> modules = new ArrayList<>(request.getSelectedProjects());
    request.getExcludedProjects().forEach(module -> modules.add("!" + module));
    joined(words, "-pl", modules);
    String also = Optional.ofNullable(request.getMakeBehavior()).orElse("");
    if (!also.equals(MavenExecutionRequest.REACTOR_MAKE_DOWNSTREAM) && !also.isEmpty()) {
      words.add("-am");
    }
    if (!also.equals(MavenExecutionRequest.REACTOR_MAKE_UPSTREAM) && !also.isEmpty()) {
      words.add("-amd");
    }
  }

  private static void joined(List<String> words, String option, List<String> values) {
    if (!values.isEmpty()) {
      words.addAll(List.of(option, String.join(",", values)));
    }
  }

  private static void existing(List<String> words, String option, @Nullable File file) {
    if (file != null && Files.isRegularFile(file.toPath())) {
      file(words, option, file.getAbsoluteFile());
    }
  }

  private static void file(List<String> words, String option, @Nullable File file) {
    if (file != null) {
      words.addAll(List.of(option, file.toString()));
    }
  }
}
