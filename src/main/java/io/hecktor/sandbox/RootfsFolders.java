package io.hecktor.sandbox;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Where things are in the cache: {@code layers/<key>}, {@code trees/<key>}, {@code in-use/<key>}.
 * What is being made or removed ends in {@code .part}.
 *
 * @param root of the cache of rootfs
 */
record RootfsFolders(Path root) {

  /** Changes when what lies in the folders does, so that old and new versions live side by side. */
  private static final String FORMAT = "v1";

  private static final String PART = ".part";

  /** Held while anything is made or removed: two builds of one base had better not compete. */
  static final String BUILD_LOCK = "rootfs";

  static RootfsFolders below(Path folder) {
    return new RootfsFolders(folder.toAbsolutePath().normalize().resolve(FORMAT));
  }

  /** The lock under which a rootfs is taken up or removed. */
  static String lockOf(String key) {
    return "rootfs-" + key;
  }

  /** Private, for files of an image may be anybody's to read and write once it is unpacked. */
  void create() throws IOException {
    Files.createDirectories(root);
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
    Files.createDirectories(trees());
    Files.createDirectories(layers());
  }

  private Path trees() {
    return root.resolve("trees");
  }

  private Path layers() {
    return root.resolve("layers");
  }

  CachedRootfs rootfs(String key) {
    return new CachedRootfs(trees().resolve(key));
  }

  LayerFolder layer(String key) {
    return new LayerFolder(layers().resolve(key));
  }

  Path marks(String key) {
    return root.resolve("in-use").resolve(key);
  }

  List<CachedRootfs> all() throws IOException {
    List<CachedRootfs> all = new ArrayList<>();
    for (Path folder : wholeOnes(trees())) {
      all.add(new CachedRootfs(folder));
    }
    return all;
  }

  List<String> layerKeys() throws IOException {
    return wholeOnes(layers()).stream().map(path -> path.getFileName().toString()).toList();
  }

  private static List<Path> wholeOnes(Path folder) throws IOException {
    List<Path> all = new ArrayList<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
      for (Path child : children) {
        if (!isPart(child)) {
          all.add(child);
        }
      }
    }
    return all;
  }

  /** Deletes what was being made or removed when its process was killed. */
  void sweep() throws IOException {
    for (Path folder : List.of(trees(), layers())) {
      try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
        for (Path child : children) {
          if (isPart(child)) {
            FileTrees.delete(child);
          }
        }
      }
    }
  }

  /** What is being made or removed, or was when its process was killed. */
  List<Path> parts() throws IOException {
    List<Path> all = new ArrayList<>();
    for (Path folder : List.of(trees(), layers())) {
      try (DirectoryStream<Path> children = Files.newDirectoryStream(folder, "*" + PART)) {
        children.forEach(all::add);
      }
    }
    return all;
  }

  private static boolean isPart(Path path) {
    return path.getFileName().toString().endsWith(PART);
  }

  /** The name under which a folder is made or removed. */
  static Path part(Path folder) {
    return folder.resolveSibling(folder.getFileName() + PART);
  }

  /**
   * Takes a folder's name away from it, so that nobody finds it half removed. The new name is like
   * no other, for one of the old name may be made again while this one is being deleted.
   */
  static Path setAside(Path folder) throws IOException {
    Path removed = folder.resolveSibling(folder.getFileName() + "." + UUID.randomUUID() + PART);
    return Files.move(folder, removed, StandardCopyOption.ATOMIC_MOVE);
  }
}
