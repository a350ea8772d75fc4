package io.hecktor.mojo;

import io.hecktor.ErrorCode;
import io.hecktor.Problem;
import io.hecktor.ProjectException;
import io.hecktor.challenge.Profiles;
import io.hecktor.goal.ClusterRequest;
import io.hecktor.sandbox.Host;
import io.hecktor.slurm.Slurm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.jspecify.annotations.Nullable;

/** The parameters of runs on a cluster, parsed. */
final class ClusterOptions {

  private ClusterOptions() {}

  /** Where cases run. */
  enum Place {
    LOCAL,
    SLURM,
    KUBERNETES
  }

  static Place place(String executor) throws ProjectException {
    for (Place place : Place.values()) {
      if (executor.equals(place.name().toLowerCase(Locale.ROOT))) {
        return place;
      }
    }
    throw new ProjectException(
        new Problem(
            ErrorCode.PARAMETER_INVALID,
            "hecktor.executor is `" + executor + "`.",
            "Cases run on this machine (`local`) or as a job of a cluster (`slurm`, `kubernetes`).",
            "Write -Dhecktor.executor=slurm, or leave the parameter out."));
  }

  /** The cluster that this process's environment leads to. */
  static Slurm slurm() {
    return new Slurm(Host.of(Path.of(""), System.getenv()).searchPath());
  }

  /** What the mojo was given for each task. */
  record NeedTexts(
      @Nullable String partition,
      @Nullable String account,
      @Nullable String gres,
      int cpus,
      int casesPerTask,
      List<String> options) {}

  static ClusterRequest.TaskNeeds needs(NeedTexts texts) throws ProjectException {
    positive("hecktor.cpus", texts.cpus(), "the number of processors of each task");
    positive("hecktor.casesPerTask", texts.casesPerTask(), "how many cases each task runs");
    List<String> options = new ArrayList<>();
    add(options, "--partition=", texts.partition());
    add(options, "--account=", texts.account());
    add(options, "--gres=", texts.gres());
    for (String option : texts.options()) {
      if (!option.strip().startsWith("-")) {
        throw new ProjectException(
            new Problem(
                ErrorCode.PARAMETER_INVALID,
                "hecktor.sbatchOptions has `" + option.strip() + "`.",
                "Each is an option of sbatch, with its value in the same word.",
                "Write for example -Dhecktor.sbatchOptions=--qos=short,--exclude=node7."));
      }
      options.add(option.strip());
    }
    return new ClusterRequest.TaskNeeds(texts.cpus(), texts.casesPerTask(), options);
  }

  static void positive(String parameter, int value, String meaning) throws ProjectException {
    if (value < 1) {
      throw new ProjectException(
          new Problem(
              ErrorCode.PARAMETER_INVALID,
              parameter + " is `" + value + "`.",
              "It is " + meaning + ".",
              "Write a number from 1 on, such as -D" + parameter + "=4."));
    }
  }

  private static void add(List<String> options, String option, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      options.add(option + value.strip());
    }
  }

  /** What the mojo was given for the nodes. */
  record NodeTexts(String folder, @Nullable String java, String engine, String profile) {}

  static ClusterRequest.Node node(NodeTexts texts, Path project, @Nullable PluginDescriptor plugin)
      throws ProjectException {
    Path folder = Path.of(texts.folder().trim());
    if (!folder.isAbsolute()) {
      throw new ProjectException(
          new Problem(
              ErrorCode.PARAMETER_INVALID,
              "hecktor.nodeFolder is `" + texts.folder() + "`.",
              "It is a folder on each node's own disk.",
              "Write an absolute path, such as -Dhecktor.nodeFolder=/scratch."));
    }
    String java = texts.java() == null || texts.java().isBlank() ? "" : texts.java().strip();
    return new ClusterRequest.Node(
        plugin == null ? List.of() : classPath(plugin),
        Path.of(java.isEmpty() ? System.getProperty("java.home") : java),
        folder,
        texts.engine().trim(),
        Profiles.SHIPPED.contains(texts.profile())
            ? Optional.empty()
            : Optional.of(project.resolve(texts.profile())));
  }

  /** The plugin's own jar and its libraries, as Maven has resolved them. */
  private static List<Path> classPath(PluginDescriptor plugin) {
    List<Path> jars = new ArrayList<>();
    for (Artifact artifact : plugin.getArtifacts()) {
      if (artifact.getFile() != null) {
        jars.add(artifact.getFile().toPath());
      }
    }
    return jars;
  }
}
