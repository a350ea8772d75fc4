package io.hecktor.jre;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import io.hecktor.ErrorCode;
import io.hecktor.HecktorException;
import io.hecktor.Problem;
import io.hecktor.Progress;
import io.hecktor.ProjectException;
import io.hecktor.plan.Content;
import io.hecktor.plan.LayerEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A folder with a Java for linux/amd64: what {@link Jlink} made, or the user's own. */
public final class RuntimeImage {

  /** Where it stands in the image. */
  public static final AbsoluteUnixPath HOME = AbsoluteUnixPath.get("/opt/java");

  private final Path folder;

  private RuntimeImage(Path folder) {
    this.folder = folder;
  }

  /**
   * Opens a folder.
   *
   * @throws ProjectException if it holds no {@code bin/java} for x86-64
   */
  public static RuntimeImage open(Path folder) throws IOException, ProjectException {
    Path java = folder.resolve("bin").resolve("java");
    if (!Files.isRegularFile(java)) {
      throw unfit(folder, "has no `bin/java`");
    }
    if (BinaryKind.of(java) != BinaryKind.ELF_AMD64) {
      throw unfit(folder, "has a `bin/java` that is no Linux program for x86-64");
    }
    return new RuntimeImage(folder.toRealPath());
  }

  private static ProjectException unfit(Path folder, String what) {
    return new ProjectException(
        new Problem(
            ErrorCode.JRE_UNFIT,
            "The folder `" + folder.getFileName() + "` of `hecktor.jre` " + what + ".",
            "It becomes `/opt/java` in an image that is always linux/amd64.",
            "Give the folder of a Java for Linux on x86-64, `-Dhecktor.jre=/path/to/jre`, or let one"
                + " be made: `-Dhecktor.jre=jlink`."));
  }

  /**
   * The version that its file {@code release} tells, such as {@code 17.0.15}; empty where it has
   * none.
   */
  public String version() throws IOException {
    return release("JAVA_VERSION");
  }

  /** What its file {@code release} says of a key, such as {@code MODULES}; empty where nothing. */
  public String release(String key) throws IOException {
    Path release = folder.resolve("release");
    return Files.isRegularFile(release) ? Jdk.readRelease(release).getOrDefault(key, "") : "";
  }

  /** Where it lies. */
  public Path folder() {
    return folder;
  }

  /**
   * Plans the entries of its layer: {@link #HOME} and all below, sorted, the same for the same
   * contents whatever the modes, owners and times on the disk are.
   *
   * @param progress is told of links that lead nowhere
   * @throws ProjectException if it holds something that is neither file nor folder nor link
   */
  public List<LayerEntry> entries(Progress progress) throws IOException, HecktorException {
    return new RuntimeImageEntries(folder, progress).plan();
  }

  /** Its programs and libraries for x86-64, whose own libraries the base has to bring. */
  public List<Path> nativeFiles() throws IOException, HecktorException {
    List<Path> all = new ArrayList<>();
    for (LayerEntry entry : entries(Progress.silent())) {
      if (entry instanceof LayerEntry.RegularFile regular
          && regular.content() instanceof Content.OfFile content
          && BinaryKind.of(content.file()) == BinaryKind.ELF_AMD64) {
        all.add(content.file());
      }
    }
    return List.copyOf(all);
  }
}
