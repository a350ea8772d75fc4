package io.hecktor.sandbox;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;

/** Folders with what lies in them, as a whole. */
public final class FileTrees {

  private static final Set<PosixFilePermission> OWNER_ALL =
      Set.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  /** Below PATH_MAX by more than one name. A program can nest folders deeper than any path goes. */
  private static final int LONG_PATH = 2_000;

  private FileTrees() {}

  /**
   * Deletes a file or folder if it is there; follows no link, and opens folders of any mode and
   * depth. Somebody else may be deleting the same.
   */
  public static void delete(Path path) throws IOException {
    new Deletion(path).run();
  }

  /** One deletion; what lies too deep is moved up, where its path is short again. */
  private static final class Deletion {

    private final Path top;
    private final Deque<Path> movedUp = new ArrayDeque<>();
    private int moves;

    Deletion(Path top) {
      this.top = top;
    }

    void run() throws IOException {
      delete(top);
    }

    private void deleteMovedUp() throws IOException {
      while (!movedUp.isEmpty()) {
        delete(movedUp.remove());
      }
    }

    private void delete(Path path) throws IOException {
      try {
        PosixFileAttributes attributes =
            Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isDirectory()) {
          deleteDirectory(path, attributes.permissions());
        }
        Files.deleteIfExists(path);
      } catch (NoSuchFileException e) {
        return;
      }
    }

    private void deleteDirectory(Path folder, Set<PosixFilePermission> permissions)
        throws IOException {
      if (!permissions.containsAll(OWNER_ALL)) {
        Files.setPosixFilePermissions(folder, OWNER_ALL);
      }
      if (folder.toString().length() > LONG_PATH) {
        moveChildrenUp(folder);
        return;
      }
      try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
        for (Path child : children) {
          delete(child);
        }
      }
      if (folder.equals(top)) {
        deleteMovedUp();
      }
    }

    private void moveChildrenUp(Path folder) throws IOException {
      try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
        for (Path child : children) {
          movedUp.add(Files.move(child, freeName(), StandardCopyOption.ATOMIC_MOVE));
        }
      }
    }

    private Path freeName() {
      Path name;
      do {
        name = top.resolve("hecktor-" + moves++);
      } while (Files.exists(name, LinkOption.NOFOLLOW_LINKS));
      return name;
    }
  }

  /** Sets the nine permission bits of something that is no link. */
  static void setMode(Path path, int mode) throws IOException {
    PosixFilePermission[] fromHighest = PosixFilePermission.values();
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (int bit = 0; bit < fromHighest.length; bit++) {
      if ((mode & 0400 >> bit) != 0) {
        permissions.add(fromHighest[bit]);
      }
    }
    Files.setPosixFilePermissions(path, permissions);
  }
}
