package io.hecktor.sandbox;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** Folders with what lies in them, as a whole. */
public final class FileTrees {

  private static final Set<PosixFilePermission> OWNER_ALL =
      Set.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private FileTrees() {}

  /**
   * Deletes a file or folder if it is there; follows no link, and opens folders of any mode.
   * Somebody else may be deleting the same.
   */
  public static void delete(Path path) throws IOException {
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

  private static void deleteDirectory(Path folder, Set<PosixFilePermission> permissions)
      throws IOException {
    if (!permissions.containsAll(OWNER_ALL)) {
      Files.setPosixFilePermissions(folder, OWNER_ALL);
    }
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
      for (Path child : children) {
        delete(child);
      }
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
