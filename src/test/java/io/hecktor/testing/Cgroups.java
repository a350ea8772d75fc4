package io.hecktor.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The control groups that an engine leaves behind: empty folders in each hierarchy. */
final class Cgroups {

  private static final Path MOUNT = Path.of("/sys/fs/cgroup");

  private Cgroups() {}

  /** The group of that name at the root of each hierarchy, v1 and v2, that has it. */
  static List<Path> named(String name) {
    if (!Files.isDirectory(MOUNT)) {
      return List.of();
    }
    try (Stream<Path> hierarchies = Files.list(MOUNT)) {
      return Stream.concat(Stream.of(MOUNT), hierarchies)
          .filter(hierarchy -> !Files.isSymbolicLink(hierarchy))
          .map(hierarchy -> hierarchy.resolve(name))
          .filter(Files::isDirectory)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes the group of that name everywhere; one with a process in it stays. */
  static void remove(String name) {
    for (Path group : named(name)) {
      removeBelow(group);
    }
  }

  private static void removeBelow(Path group) {
    try (Stream<Path> children = Files.list(group)) {
      children.filter(Files::isDirectory).forEach(Cgroups::removeBelow);
      Files.deleteIfExists(group);
    } catch (DirectoryNotEmptyException busy) {
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
