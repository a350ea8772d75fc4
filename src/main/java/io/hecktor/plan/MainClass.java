package io.hecktor.plan;

import com.google.cloud.tools.jib.api.MainClassFinder;
import io.hecktor.EnvironmentException;
import io.hecktor.ErrorCode;
import io.hecktor.HecktorException;
import io.hecktor.Problem;
import io.hecktor.ProjectException;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** The class that an image starts where the user names none. */
final class MainClass {

  private MainClass() {}

  /**
   * The jar's {@code Main-Class}, else its only class with a {@code main}.
   *
   * @throws ProjectException if there is none, or more than one
   */
  static String find(Path jar, String task) throws HecktorException {
    try {
      Optional<String> declared = declared(jar);
      return declared.isPresent() ? declared.get() : only(jar, task);
    } catch (IOException e) {
      throw new EnvironmentException(
          new Problem(
              ErrorCode.JAR_UNREADABLE,
              "`" + jar + "` cannot be read.",
              "The image starts a class of this jar.",
              "Build it again with `mvn clean package`."),
          e);
    }
  }

  private static Optional<String> declared(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      return manifest == null
          ? Optional.empty()
          : Optional.ofNullable(manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS));
    }
  }

  private static String only(Path jar, String task) throws IOException, ProjectException {
    MainClassFinder.Result result;
    try (FileSystem classes = FileSystems.newFileSystem(jar);
        Stream<Path> files = Files.walk(classes.getPath("/"))) {
      List<Path> all = files.filter(MainClass::isClass).sorted().toList();
      result = MainClassFinder.find(all, event -> {});
    }
    return switch (result.getType()) {
      case MAIN_CLASS_FOUND -> result.getFoundMainClass();
      case MULTIPLE_MAIN_CLASSES ->
          throw unknown(
              "has more than one class with a main method ("
                  + String.join(", ", result.getFoundMainClasses())
                  + ")",
              task);
      case MAIN_CLASS_NOT_FOUND -> throw unknown("has no class with a main method", task);
    };
  }

  /** Below {@code META-INF} lie the same classes again, for newer versions of Java. */
  private static boolean isClass(Path file) {
    return file.toString().endsWith(".class") && !file.startsWith("/META-INF");
  }

  private static ProjectException unknown(String how, String task) {
    return new ProjectException(
        new Problem(
            ErrorCode.MAIN_CLASS_UNKNOWN,
            "The project's jar " + how + ", so it is not known what " + task + "'s image starts.",
            "An image starts one class of the project's jar.",
            "Name it with <mainClass>org.example.Main</mainClass> in the plugin's <configuration>,"
                + " or with -Dhecktor.mainClass."));
  }
}
