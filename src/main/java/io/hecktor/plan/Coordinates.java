package io.hecktor.plan;

/**
 * What Maven calls an artifact.
 *
 * @param classifier empty where there is none
 * @see <a href="https://maven.apache.org/pom.html#Maven_Coordinates">POM reference, coordinates</a>
 */
public record Coordinates(
    String groupId, String artifactId, String type, String classifier, String version) {

  /**
   * Parses what Maven's artifacts print: {@code group:artifact:type[:classifier]:version[:scope]},
   * or just {@code group:artifact:version}.
   */
  public static Coordinates parse(String text) {
    String[] parts = text.split(":", -1);
    return switch (parts.length) {
      case 3 -> new Coordinates(parts[0], parts[1], "jar", "", parts[2]);
      case 4, 5 -> new Coordinates(parts[0], parts[1], parts[2], "", parts[3]);
      case 6 -> new Coordinates(parts[0], parts[1], parts[2], parts[3], parts[4]);
      default -> throw new IllegalArgumentException("not an artifact's coordinates: " + text);
    };
  }

  /** All but the version: what stays the same when a dependency is updated. */
  public String name() {
    return groupId
        + ":"
        + artifactId
        + (type.equals("jar") && classifier.isEmpty() ? "" : ":" + type)
        + (classifier.isEmpty() ? "" : ":" + classifier);
  }
}
