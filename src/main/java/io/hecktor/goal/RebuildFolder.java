package io.hecktor.goal;

import io.hecktor.blob.BlobStore;
import io.hecktor.sandbox.FileTrees;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a project is built once more: the copy, a cache, a home and a folder for temporary files.
 * It lies beside the blobs, so that they are linked and not copied, and is gone when it is closed;
 * what a build that was killed has left goes when the next one begins.
 */
final class RebuildFolder implements AutoCloseable {

  private static final String KIND = "rebuilds";

  /** What may be known beforehand: bases, which nobody wants to pull twice. */
  private static final List<String> SHARED_RECORDS =
      List.of("base-layers", "base-packages", "references", "verified-files");

  private final BlobStore.Lock lock;
  private final Path folder;

  private RebuildFolder(BlobStore.Lock lock, Path folder) {
    this.lock = lock;
    this.folder = folder;
  }

  /** Waits for its turn, and makes the folder with a cache that knows the bases and no more. */
  static RebuildFolder open(BlobStore store) throws IOException {
    BlobStore.Lock lock = store.lock(KIND);
    try {
      Path all = store.folder(KIND);
      sweep(all);
      RebuildFolder made = new RebuildFolder(lock, Files.createTempDirectory(all, "again-"));
      Files.createDirectory(made.home());
      Files.createDirectory(made.temporary());
      BlobStore own = new BlobStore(made.cache());
      link(store.folder("blobs"), own.folder("blobs"));
      for (String kind : SHARED_RECORDS) {
        link(store.folder("records").resolve(kind), own.folder("records").resolve(kind));
      }
      return made;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static void sweep(Path folder) throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
      for (Path path : left) {
        FileTrees.delete(path);
      }
    }
  }

  /** Blobs are found by their digests and verified when they are read, so all may be shared. */
  private static void link(Path from, Path to) throws IOException {
    if (!Files.isDirectory(from)) {
      return;
    }
    Files.createDirectories(to);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(from)) {
      for (Path file : files) {
        Path link = to.resolve(String.valueOf(file.getFileName()));
        if (Files.isDirectory(file)) {
          link(file, link);
        } else {
          linkOrCopy(file, link);
        }
      }
    }
  }

  private static void linkOrCopy(Path file, Path link) throws IOException {
    try {
      Files.createLink(link, file);
    } catch (UnsupportedOperationException | java.nio.file.FileSystemException e) {
      if (Files.exists(file)) { // Otherwise another process has thrown it away just now.
        Files.copy(file, link);
      }
    }
  }

  /** Where the project is copied to: a path of another length than {@code original} has. */
  Path project(Path original) {
    Path copy = folder.resolve("the-same-project-elsewhere");
    return copy.toString().length() == original.toString().length()
        ? folder.resolve("the-very-same-project-elsewhere")
        : copy;
  }

  Path all() {
    return folder;
  }

  Path cache() {
    return folder.resolve("cache");
  }

  Path home() {
    return folder.resolve("home");
  }

  Path temporary() {
    return folder.resolve("tmp");
  }

  @Override
  public void close() throws IOException {
    try {
      FileTrees.delete(folder);
    } finally {
      lock.close();
    }
  }
}
