package io.hecktor.goal;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How the project is built once more, elsewhere.
 *
 * @param project what is copied
 * @param maven what builds it
 * @param machine what the first build ran on, so that the second has it otherwise
 */
public record RebuildRequest(Project project, Maven maven, Machine machine) {

  /**
   * What is copied.
   *
   * @param root holds all of the project's modules
   * @param start what Maven takes for the start of its project, where {@code .mvn} is
   * @param folder where Maven runs
   * @param leftOut folders that builds write
   */
  public record Project(Path root, Path start, Path folder, Set<Path> leftOut) {

    /** Copies the set; all paths become absolute. */
    public Project {
      root = plain(root);
      start = plain(start);
      folder = plain(folder);
      leftOut = Set.copyOf(leftOut.stream().map(Project::plain).toList());
    }

    private static Path plain(Path path) {
      return path.toAbsolutePath().normalize();
    }
  }

  /**
   * What builds it.
   *
   * @param program {@code mvn}
   * @param arguments those of the first build that still matter, and the goal
   * @param imageJdk what the images' run-time image is made from, in both builds
   * @param otherJdk runs Maven the second time, where there is another
   */
  public record Maven(
      Path program, List<String> arguments, Path imageJdk, Optional<Path> otherJdk) {

    /** Copies the list. */
    public Maven {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * What the first build ran on.
   *
   * @param jdk runs Maven
   * @param user who builds
   * @param home of the user
   * @param zone of the times that it shows
   * @param language of its texts, such as {@code de}
   * @param processors how many it has
   */
  public record Machine(
      Path jdk, String user, Path home, String zone, String language, int processors) {}
}
