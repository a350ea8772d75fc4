package io.hecktor.scaffold;

import io.hecktor.ErrorCode;
import io.hecktor.Problem;
import io.hecktor.ProjectException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;

/**
 * What the project is called.
 *
 * @param groupId as Maven has it
 * @param artifactId as Maven has it
 * @param packageName of the program
 */
public record Coordinates(String groupId, String artifactId, String packageName) {

  private static final String DEFAULT_GROUP = "org.example";
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");

  /**
   * What the user has said of them, each where there is something.
   *
   * @param groupId {@code org.example} by default
   * @param artifactId the folder's name by default
   * @param packageName the groupId by default
   */
  public record Wishes(
      Optional<String> groupId, Optional<String> artifactId, Optional<String> packageName) {}

  /**
   * Parses what the user has said.
   *
   * @param folder lends its name
   * @throws ProjectException if Maven or Java would not take one of the names
   */
  public static Coordinates parse(Wishes wishes, Path folder) throws ProjectException {
    String group = id("groupId", wishes.groupId().orElse(DEFAULT_GROUP));
    String artifact =
        wishes.artifactId().isPresent()
            ? id("artifactId", wishes.artifactId().get())
            : artifact(folder);
    String name = wishes.packageName().orElse(group);
    if (!isPackage(name)) {
      throw new ProjectException(
          new Problem(
              ErrorCode.PARAMETER_INVALID,
              "The package would be `" + name + "`.",
              "Java takes names with dots between, none of which begins with a digit, has a hyphen or is a word"
                  + " of the language; by default it is the groupId.",
              "Name another: `-Dpackage=org.example.hecktor`."));
    }
    return new Coordinates(group, artifact, name);
  }

  private static String id(String parameter, String value) throws ProjectException {
    if (!ID.matcher(value).matches()) {
      throw new ProjectException(
          new Problem(
              ErrorCode.PARAMETER_INVALID,
              parameter + " is `" + value + "`.",
              "Maven takes letters, digits, dots, hyphens and underscores.",
              "Write for example `-DgroupId=org.example -DartifactId=my-algorithm`."));
    }
    return value;
  }

  /** The folder's name in Maven's letters. */
  private static String artifact(Path folder) throws ProjectException {
    String name = String.valueOf(folder.getFileName());
    String artifact = name.replaceAll("[^A-Za-z0-9_.-]+", "-").replaceAll("^[.-]+|[.-]+$", "");
    if (folder.getFileName() == null || artifact.isEmpty()) {
      throw new ProjectException(
          new Problem(
              ErrorCode.PARAMETER_INVALID,
              "The folder's name gives no artifactId.",
              "Maven takes letters, digits, dots, hyphens and underscores.",
              "Name one: `-DartifactId=my-algorithm`."));
    }
    return artifact;
  }

  private static boolean isPackage(String name) {
    boolean ascii = name.chars().allMatch(c -> c < 128);
    return ascii
        && !name.startsWith("java.")
        && Arrays.stream(name.split("\\.", -1))
            .allMatch(part -> SourceVersion.isName(part, SourceVersion.RELEASE_17));
  }

  /** The folder of the program's sources, with slashes. */
  public String sources() {
    return "src/main/java/" + packageName.replace('.', '/');
  }

  /** The folder of its tests. */
  String tests() {
    return "src/test/java/" + packageName.replace('.', '/');
  }
}
