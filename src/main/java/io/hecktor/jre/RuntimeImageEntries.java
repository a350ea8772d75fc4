package io.hecktor.jre;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import io.hecktor.ErrorCode;
import io.hecktor.Problem;
import io.hecktor.Progress;
import io.hecktor.ProjectException;
import io.hecktor.plan.Content;
import io.hecktor.plan.LayerEntry;
import io.hecktor.plan.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads a run-time image's folder into entries. Distributions link configuration out of the folder
 * (Debian's {@code lib/jvm.cfg} lies in {@code /etc}); what such links lead to is copied.
 */
final class RuntimeImageEntries {

  private static final int DIRECTORY_MODE = 0755;
  private static final int PROGRAM_MODE = 0755;
  private static final int FILE_MODE = 0644;

  private final Path root;
  private final Progress progress;
  private final List<LayerEntry> entries = new ArrayList<>();
  private final Deque<Path> foldersAbove = new ArrayDeque<>();

  /**
   * Reads a folder.
   *
   * @param root its real path
   */
  RuntimeImageEntries(Path root, Progress progress) {
    this.root = root;
    this.progress = progress;
  }

  List<LayerEntry> plan() throws IOException, ProjectException {
    addFolder(root, "");
    entries.sort(Comparator.comparing(entry -> entry.path().toString()));
    return List.copyOf(entries);
  }

  private void addFolder(Path folder, String name) throws IOException, ProjectException {
    Path real = folder.toRealPath();
    if (foldersAbove.contains(real)) {
      throw unfit(name, "a link that leads back to a folder above it");
    }
    foldersAbove.push(real);
    entries.add(new LayerEntry.Directory(at(name), DIRECTORY_MODE, Owner.ROOT));
    for (Path child : children(folder)) {
      String childName = child.getFileName().toString();
      add(child, name.isEmpty() ? childName : name + "/" + childName);
    }
    foldersAbove.pop();
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted(Comparator.comparing(Path::toString)).toList();
    }
  }

  private void add(Path file, String name) throws IOException, ProjectException {
    BasicFileAttributes attributes =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (attributes.isSymbolicLink()) {
      addLink(file, name);
    } else if (attributes.isDirectory()) {
      addFolder(file, name);
    } else {
      addFile(file, name);
    }
  }

  private void addLink(Path link, String name) throws IOException, ProjectException {
    Path target = Files.readSymbolicLink(link);
    if (!Files.exists(link)) {
      progress.detail("The link " + name + " of the run-time image leads nowhere and is left out.");
    } else if (staysInside(link, target, name)) {
      entries.add(
          new LayerEntry.SymbolicLink(at(name), Owner.ROOT, target.toString().replace('\\', '/')));
    } else if (Files.isDirectory(link)) {
      addFolder(link, name);
    } else {
      addFile(link.toRealPath(), name);
    }
  }

  /** In the image the folder has another name and other parents, so no step may lead above it. */
  private boolean staysInside(Path link, Path target, String name) throws IOException {
    if (target.isAbsolute() || !link.toRealPath().startsWith(root) || !link.startsWith(root)) {
      return false;
    }
    int depth = name.split("/", -1).length - 1;
    for (Path step : target) {
      depth += step.toString().equals("..") ? -1 : step.toString().equals(".") ? 0 : 1;
      if (depth < 0) {
        return false;
      }
    }
    return true;
  }

  private void addFile(Path file, String name) throws IOException, ProjectException {
    if (!Files.isRegularFile(file)) {
      throw unfit(name, "neither a file nor a folder");
    }
    Content content = new Content.OfFile(file, Files.size(file));
    entries.add(new LayerEntry.RegularFile(at(name), mode(file, name), Owner.ROOT, content));
  }

  /** The launcher of processes is named apart because Java fails in odd ways if it cannot start. */
  private static int mode(Path file, String name) throws IOException {
    boolean program =
        name.matches("bin/[^/]+")
            || name.equals("lib/jspawnhelper")
            || BinaryKind.of(file) != BinaryKind.OTHER;
    return program ? PROGRAM_MODE : FILE_MODE;
  }

  private static AbsoluteUnixPath at(String name) {
    return name.isEmpty() ? RuntimeImage.HOME : RuntimeImage.HOME.resolve(name);
  }

  private static ProjectException unfit(String name, String what) {
    return new ProjectException(
        new Problem(
            ErrorCode.JRE_ENTRY_UNFIT,
            "`" + name + "` in the folder of `hecktor.jre` is " + what + ".",
            "It cannot be put into a layer of the image.",
            "Remove it, or let a run-time image be made: `-Dhecktor.jre=jlink`."));
  }
}
