package io.hecktor.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;

/**
 * A participant's project in a folder of its own, built by a real Maven with the plugin under test.
 * The local repository is the one that the invoker plugin has filled.
 */
public final class MavenProject {

  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final Path folder;
  private final Path settings;

  private MavenProject(Path folder, Path settings) {
    this.folder = folder;
    this.settings = settings;
  }

  /** Copies a project of {@code it/}, without what was built there. */
  public static MavenProject copyOf(String name, Path folder) {
    try {
      Path source = Path.of("it").resolve(name).toAbsolutePath();
      copy(source, folder);
      return in(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A folder that holds nothing yet. */
  public static MavenProject empty(Path folder) {
    try {
      Files.createDirectories(folder);
      return in(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MavenProject in(Path folder) throws IOException {
    Path settings = folder.resolveSibling(folder.getFileName() + "-settings.xml");
    String repository = Path.of(property("hecktor.it.userRepository")).toUri().toString();
    Files.writeString(
        settings,
        Files.readString(Path.of("it", "settings.xml"))
            .replace("@localRepositoryUrl@", repository));
    return new MavenProject(folder, settings);
  }

  /** The version under test. */
  public static String version() {
    return property("hecktor.it.version");
  }

  private static String property(String name) {
    String value = System.getProperty(name);
    if (value == null) {
      throw new IllegalStateException(name + " is not set: run the test through 'mvn verify'");
    }
    return value;
  }

  private static void copy(Path source, Path target) throws IOException {
    Files.walkFileTree(
        source,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes)
              throws IOException {
            if (dir.endsWith("target")) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(target.resolve(source.relativize(dir).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, target.resolve(source.relativize(file).toString()));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Where the project lies. */
  public Path folder() {
    return folder;
  }

  /** A file below {@code target/hecktor}. */
  public Path output(String name) {
    return folder.resolve("target").resolve("hecktor").resolve(name);
  }

  /** Maven with these arguments, quiet about downloads and with a cache that all tests share. */
  public Command maven(Object... arguments) {
    return mavenBy("mvn", arguments);
  }

  /** The same by another Maven than the one on the search path. */
  public Command mavenBy(Object program, Object... arguments) {
    return Command.of(program, "-B", "-ntp", "-s", settings)
        .with("-Dmaven.repo.local=" + property("hecktor.it.localRepository"))
        .with("-Dhecktor.cache=" + property("hecktor.it.cache"))
        .with(arguments)
        .in(folder)
        .within(LIMIT);
  }
}
