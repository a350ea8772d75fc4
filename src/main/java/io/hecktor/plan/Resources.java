package io.hecktor.plan;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import io.hecktor.EnvironmentException;
import io.hecktor.ErrorCode;
import io.hecktor.HecktorException;
import io.hecktor.Problem;
import io.hecktor.ProjectException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A task's model files as layer entries, looked at before anything is built: what is wrong with
 * them is otherwise seen on the platform only, where nobody can read the log.
 */
final class Resources {

  private static final byte[] LFS_POINTER =
      "version https://git-lfs".getBytes(StandardCharsets.US_ASCII);

  private final Path folder;
  private final Path realFolder;
  private final List<LayerEntry> entries = new ArrayList<>();

  /** The folders that are being read, the one in the other, by their real paths. */
  private final Set<Path> open = new HashSet<>();

  private long files;

  private Resources(Path folder, Path realFolder) {
    this.folder = folder;
    this.realFolder = realFolder;
  }

  /**
   * The folder's files below a folder of the image.
   *
   * @throws ProjectException if it is missing or empty, or holds what will not work in an image
   */
  static List<LayerEntry> of(Path folder, AbsoluteUnixPath target) throws HecktorException {
    if (!Files.isDirectory(folder)) {
      throw new ProjectException(
          new Problem(
              ErrorCode.RESOURCES_MISSING,
              "The folder `" + folder + "` is missing.",
              "A task's image needs its model files at " + ImagePaths.RESOURCES + ".",
              "Make the folder and put the model files there, or leave the task out with"
                  + " -Dhecktor.tasks."));
    }
    try {
      Resources resources = new Resources(folder, folder.toRealPath());
      resources.add(folder, resources.realFolder, target);
      resources.refuseEmpty();
      return resources.entries;
    } catch (IOException e) {
      throw new EnvironmentException(
          new Problem(
              ErrorCode.RESOURCES_UNREADABLE,
              "The folder `" + folder + "` cannot be read.",
              "All its files go into the image.",
              "Make it and the files in it readable."),
          e);
    }
  }

  private void refuseEmpty() throws ProjectException {
    if (files == 0) {
      throw new ProjectException(
          new Problem(
              ErrorCode.RESOURCES_EMPTY,
              "The folder `" + folder + "` holds no files.",
              "A task's image needs its model files at " + ImagePaths.RESOURCES + ".",
              "Put the model files there, or leave the task out with -Dhecktor.tasks."));
    }
  }

  private void add(Path directory, Path realDirectory, AbsoluteUnixPath target)
      throws IOException, HecktorException {
    open.add(realDirectory);
    entries.add(new LayerEntry.Directory(target, Modes.FOLDER, Owner.ROOT));
    List<Path> children;
    try (Stream<Path> list = Files.list(directory)) {
      children = list.sorted().toList();
    }
    for (Path child : children) {
      AbsoluteUnixPath path = target.resolve(name(child));
      Path real = checkedRealPath(child);
      if (Files.isDirectory(real)) {
        add(child, real, path);
      } else if (Files.isRegularFile(real)) {
        addFile(child, real, path);
      } else {
        throw unusable(child, "is neither a file nor a folder");
      }
    }
    open.remove(realDirectory);
  }

  /** As the disk has it: where the locale lacks a letter, Java's own string has lost it. */
  private static String name(Path child) throws ProjectException {
    String path = child.toUri().getPath();
    int end = path.endsWith("/") ? path.length() - 1 : path.length();
    String name = path.substring(path.lastIndexOf('/', end - 1) + 1, end);
    if (name.indexOf('\uFFFD') >= 0) {
      throw unusable(child, "has a name that is not UTF-8");
    }
    return name;
  }

  private Path checkedRealPath(Path child) throws HecktorException {
    try {
      Path real = child.toRealPath();
      if (!real.startsWith(realFolder)) {
        throw unusable(child, "is a link that leads out of the folder");
      }
      if (open.contains(real)) {
        throw unusable(child, "is a link to a folder above itself");
      }
      return real;
    } catch (IOException e) {
      throw new ProjectException(problem(child, "is a link that leads nowhere"), e);
    }
  }

  private void addFile(Path child, Path real, AbsoluteUnixPath path)
      throws IOException, HecktorException {
    if (!Files.isReadable(real)) {
      throw unusable(child, "cannot be read");
    }
    byte[] head;
    try (InputStream in = Files.newInputStream(real)) {
      head = in.readNBytes(LFS_POINTER.length);
    }
    if (java.util.Arrays.equals(head, LFS_POINTER)) {
      throw lfsPointer(child);
    }
    Content content = new Content.OfFile(real, Files.size(real));
    entries.add(new LayerEntry.RegularFile(path, Modes.ofFile(head), Owner.ROOT, content));
    files++;
  }

  private ProjectException lfsPointer(Path child) {
    return new ProjectException(
        new Problem(
            ErrorCode.RESOURCE_LFS_POINTER,
            "`" + child + "` is a git-lfs pointer, not the file itself.",
            "The image would hold a few lines of text in place of the weights.",
            "Run `git lfs install` and `git lfs pull` in the project, then build again."));
  }

  private static ProjectException unusable(Path child, String how) {
    return new ProjectException(problem(child, how));
  }

  private static Problem problem(Path child, String how) {
    return new Problem(
        ErrorCode.RESOURCE_NOT_PLAIN,
        "`" + child + "` " + how + ".",
        "An image holds plain files from the task's resources folder and nothing else.",
        "Put the file itself in its place, or remove it.");
  }
}
