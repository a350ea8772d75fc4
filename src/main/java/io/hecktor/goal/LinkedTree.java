package io.hecktor.goal;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A second tree of the same files, by hard links where the file system allows them. */
final class LinkedTree {

  private LinkedTree() {}

  /** Makes the tree; for files that never change, such as the blobs of an image layout. */
  static void of(Path source, Path target) throws IOException {
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.toList()) {
        Path place = target.resolve(source.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(place);
        } else {
          link(file, place);
        }
      }
    }
  }

  private static void link(Path file, Path place) throws IOException {
    try {
      Files.createLink(place, file);
    } catch (UnsupportedOperationException | FileSystemException e) {
      Files.copy(file, place);
    }
  }
}
