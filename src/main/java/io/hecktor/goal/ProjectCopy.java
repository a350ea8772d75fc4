package io.hecktor.goal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A fresh copy of a project as another person might have checked it out: files come in the reverse
 * order, with other times and with the modes of another umask; what builds and git keep is left
 * out.
 */
final class ProjectCopy {

  private static final FileTime TIME = FileTime.from(Instant.parse("2011-03-05T07:09:11Z"));
  private static final String POM = "pom.xml";

  private final RebuildRequest.Project project;
  private final Path target;

  ProjectCopy(RebuildRequest.Project project, Path target) {
    this.project = project;
    this.target = target;
  }

  void make() throws IOException {
    Files.createDirectories(target.toAbsolutePath().getParent());
    folder(project.root());
  }

  /** How many bytes the copy needs. */
  long sizeBytes() throws IOException {
    return sizeBytes(project.root());
  }

  private long sizeBytes(Path folder) throws IOException {
    long sum = 0;
    for (Path child : children(folder)) {
      if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
        sum += sizeBytes(child);
      } else if (Files.isRegularFile(child, LinkOption.NOFOLLOW_LINKS)) {
        sum += Files.size(child);
      }
    }
    return sum;
  }

  private void folder(Path folder) throws IOException {
    Path copy = copyOf(folder);
    Files.createDirectory(copy);
    for (Path child : children(folder)) {
      if (Files.isSymbolicLink(child)) {
        Files.createSymbolicLink(copyOf(child), destination(child));
      } else if (Files.isDirectory(child)) {
        folder(child);
      } else if (Files.isRegularFile(child)) {
        file(child);
      }
    }
    finish(copy, true);
  }

  private void file(Path file) throws IOException {
    Path copy = copyOf(file);
    Files.copy(file, copy);
    finish(copy, Files.isExecutable(file));
  }

  private static void finish(Path copy, boolean executable) throws IOException {
    if (copy.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      String mode = executable ? "rwx------" : "rw-------";
      Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString(mode));
    }
    Files.setLastModifiedTime(copy, TIME);
  }

  /** A link within the project stays; one that leads out of it leads to the same place. */
  private Path destination(Path link) throws IOException {
    Path text = Files.readSymbolicLink(link);
    Path leadsTo = link.resolveSibling(text).normalize();
    if (text.isAbsolute()) {
      return leadsTo.startsWith(project.root()) ? copyOf(leadsTo) : text;
    }
    return leadsTo.startsWith(project.root()) ? text : leadsTo;
  }

  private Path copyOf(Path path) {
    return target.resolve(project.root().relativize(path).toString());
  }

  /** In the reverse order of their names, as no file system would have them by chance. */
  private List<Path> children(Path folder) throws IOException {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path child : all) {
        if (!isLeftOut(child)) {
          children.add(child);
        }
      }
    }
    children.sort(Collections.reverseOrder());
    return children;
  }

  /** A package may be called {@code target}, so only the one beside a POM is a build's. */
  private boolean isLeftOut(Path path) {
    return path.endsWith(".git")
        || project.leftOut().contains(path)
        || (path.endsWith("target") && Files.exists(path.resolveSibling(POM)));
  }
}
