package io.hecktor.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A temporary folder that closes by deleting itself, and never through a mount.
 *
 * <p>JUnit's own is not enough for a container engine: the path must be short, because a Unix
 * socket has only 107 bytes for it, and mounts may be left in it.
 */
record ScratchFolder(Path path) implements AutoCloseable {

  static ScratchFolder create(String name) {
    try {
      return new ScratchFolder(Files.createTempDirectory("hecktor-" + name + "-").toRealPath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The mount points at or under the folder, the deepest first. */
  List<Path> mounts() {
    Path table = Path.of("/proc/self/mounts");
    if (!Files.exists(table)) {
      return List.of();
    }
    try {
      return Files.readAllLines(table).stream()
          .map(line -> Path.of(line.split(" ")[1]))
          .filter(point -> point.startsWith(path))
          .sorted(Comparator.comparing(Path::getNameCount).reversed())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    mounts().forEach(point -> Command.of("umount", "--lazy", point).succeed());
    deleteIfPresent(path);
  }

  /** Deletes a file, or a folder with all in it; follows no link. */
  static void deleteIfPresent(Path path) {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      Files.walkFileTree(path, new Deletion());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      if (failure != null) {
        throw failure;
      }
      Files.delete(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
