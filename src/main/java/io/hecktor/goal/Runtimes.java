package io.hecktor.goal;

import io.hecktor.ErrorCode;
import io.hecktor.HecktorException;
import io.hecktor.Problem;
import io.hecktor.Progress;
import io.hecktor.ProjectException;
import io.hecktor.blob.BlobStore;
import io.hecktor.jre.Jdk;
import io.hecktor.jre.RuntimeImage;
import io.hecktor.plan.BaseFiles;
import io.hecktor.plan.BaseImage;
import io.hecktor.plan.BuildRequest;
import io.hecktor.plan.JavaOrigin;
import io.hecktor.plan.JavaRuntime;
import io.hecktor.plan.LayerEntry;
import io.hecktor.plan.RuntimeChoice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Java of an image, from wherever the user wants it. */
final class Runtimes {

  private static final Pattern FEATURE = Pattern.compile("\\d+");

  private final BlobStore store;
  private final Progress progress;

  Runtimes(BlobStore store, Progress progress) {
    this.store = store;
    this.progress = progress;
  }

  /**
   * Java, before the base is known.
   *
   * @param nativeFiles what the {@code host} base must find libraries for
   * @param origin for people and records
   */
  record Prepared(
      List<Path> nativeFiles, List<LayerEntry> entries, int featureVersion, JavaOrigin origin) {

    String description() {
      return origin.description();
    }

    /** Java as the image over that base starts it. */
    JavaRuntime in(BaseImage base) throws ProjectException {
      String executable =
          entries.isEmpty() ? javaOf(base) : RuntimeImage.HOME.resolve("bin/java").toString();
      return new JavaRuntime(executable, featureVersion, entries, description());
    }

    private static String javaOf(BaseImage base) throws ProjectException {
      Map<String, String> environment = base.config().environment();
      List<String> candidates = new ArrayList<>();
      if (environment.containsKey("JAVA_HOME")) {
        candidates.add(environment.get("JAVA_HOME") + "/bin/java");
      }
      for (String folder : environment.getOrDefault("PATH", "").split(":", -1)) {
        candidates.add(folder + "/java");
      }
      BaseFiles files = base.files();
      return candidates.stream()
          .filter(path -> path.startsWith("/") && files.hasFile(path))
          .findFirst()
          .orElseThrow(() -> noJava(base));
    }

    private static ProjectException noJava(BaseImage base) {
      return new ProjectException(
          new Problem(
              ErrorCode.BASE_WITHOUT_JAVA,
              "The base `"
                  + base.reference()
                  + "` has no java, neither in its JAVA_HOME nor on its"
                  + " PATH.",
              "With <jre>base</jre> the image runs the Java that its base brings.",
              "Take a base with Java, or leave <jre> at its default `jlink`."));
    }
  }

  Prepared prepare(BuildRequest request) throws IOException, HecktorException {
    RuntimeChoice choice = request.runtime();
    if (choice instanceof RuntimeChoice.FromBase) {
      return new Prepared(List.of(), List.of(), 0, JavaOrigin.ofBase());
    }
    if (choice instanceof RuntimeChoice.Folder folder) {
      RuntimeImage image = RuntimeImage.open(folder.folder());
      return prepared(
          image,
          new JavaOrigin(
              "folder",
              image.release("IMPLEMENTOR"),
              image.version(),
              modules(image),
              "a folder with Java " + image.version()));
    }
    RuntimeChoice.Jlink jlink = (RuntimeChoice.Jlink) choice;
    LinkedRuntimes.Linked linked =
        new LinkedRuntimes(store, progress).image(jlink, request.program());
    Jdk jdk = Jdk.open(jlink.givenJdk().orElse(jlink.runningJdk()));
    return prepared(
        linked.image(),
        new JavaOrigin(
            "jlink", jdk.vendor(), jdk.version(), modules(linked.image()), linked.description()));
  }

  private static List<String> modules(RuntimeImage image) throws IOException {
    return Stream.of(image.release("MODULES").split(" ", -1))
        .filter(name -> !name.isEmpty())
        .sorted()
        .toList();
  }

  private Prepared prepared(RuntimeImage image, JavaOrigin origin)
      throws IOException, HecktorException {
    return new Prepared(
        image.nativeFiles(), image.entries(progress), feature(image.version()), origin);
  }

  private static int feature(String version) {
    Matcher matcher = FEATURE.matcher(version);
    return matcher.lookingAt() ? Integer.parseInt(matcher.group()) : 0;
  }
}
