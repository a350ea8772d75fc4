package io.hecktor.plan;

import java.nio.file.Path;
import java.util.List;

/**
 * The participant's inference program.
 *
 * @param jar the project's own
 * @param coordinates the project's; its artifactId names the jar in the image
 * @param dependencies Maven's run-time dependencies, in class path order
 */
public record Program(Path jar, Coordinates coordinates, List<Dependency> dependencies) {

  /** Copies the list. */
  public Program {
    dependencies = List.copyOf(dependencies);
  }

  /** Names the jar in the image. */
  public String artifactId() {
    return coordinates.artifactId();
  }

  /** The jars in class path order, the project's own first. */
  public List<Path> jars() {
    List<Path> all = new java.util.ArrayList<>();
    all.add(jar);
    dependencies.forEach(dependency -> all.add(dependency.file()));
    return List.copyOf(all);
  }

  /**
   * A jar that the program needs.
   *
   * @param groupId tells jars of the same file name apart
   * @param coordinates such as {@code org.example:lib:1.0}
   * @param file in the local repository or a reactor module
   * @param own whether it is a module of the participant's project
   */
  public record Dependency(String groupId, String coordinates, Path file, boolean own) {

    /** Somebody else's jar. */
    public Dependency(String groupId, String coordinates, Path file) {
      this(groupId, coordinates, file, false);
    }
  }
}
