package io.hecktor.sandbox;

import io.hecktor.blob.BlobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is broken in the cache of rootfs: what a killed process was making or removing, and what
 * lacks the lists that tell what it is. The next test run makes anew what it misses.
 */
public final class RootfsHealth {

  private final RootfsFolders folders;
  private final BlobStore locks;

  /**
   * Looks into the folder of a {@link RootfsCache}, which need not exist.
   *
   * @param locks the store whose locks keep processes apart
   */
  public RootfsHealth(Path folder, BlobStore locks) {
    this.folders = RootfsFolders.below(folder);
    this.locks = locks;
  }

  /**
   * Something that is of no use.
   *
   * @param path the folder
   * @param bytes of its files, those that other folders link to included
   * @param why in a few words
   */
  public record Broken(Path path, long bytes, String why) {}

  /** What is broken now; where a run is being prepared, what it makes is not counted. */
  public List<Broken> look() throws IOException {
    if (!Files.isDirectory(folders.root())) {
      return List.of();
    }
    try (BlobStore.Lock lock = locks.lock(RootfsFolders.BUILD_LOCK)) {
      return found();
    }
  }

  /**
   * Removes what is broken and nobody uses.
   *
   * @return what was removed
   */
  public List<Broken> remove() throws IOException {
    if (!Files.isDirectory(folders.root())) {
      return List.of();
    }
    List<Broken> removed = new ArrayList<>();
    // Who makes a rootfs or a layer holds this lock, so whatever is unfinished now stays so.
    try (BlobStore.Lock lock = locks.lock(RootfsFolders.BUILD_LOCK)) {
      for (Broken broken : found()) {
        if (!inUse(broken.path())) {
          FileTrees.delete(broken.path());
          removed.add(broken);
        }
      }
    }
    return removed;
  }

  private boolean inUse(Path path) throws IOException {
    return InUse.anyMark(folders.marks(String.valueOf(path.getFileName())));
  }

  private List<Broken> found() throws IOException {
    folders.create();
    List<Broken> all = new ArrayList<>();
    for (Path part : folders.parts()) {
      all.add(new Broken(part, bytes(part), "left by a process that was killed"));
    }
    for (CachedRootfs rootfs : folders.all()) {
      why(rootfs)
          .ifPresent(why -> all.add(new Broken(rootfs.folder(), bytes(rootfs.folder()), why)));
    }
    for (String key : folders.layerKeys()) {
      LayerFolder layer = folders.layer(key);
      if (!isListed(layer)) {
        all.add(new Broken(layer.path(), bytes(layer.path()), "its list cannot be read"));
      }
    }
    return all;
  }

  private static Optional<String> why(CachedRootfs rootfs) {
    if (!Files.isDirectory(rootfs.root())) {
      return Optional.of("it has no root");
    }
    try {
      MadeOf.read(rootfs.madeOf());
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.of("what it is made of cannot be read");
    }
  }

  private static boolean isListed(LayerFolder layer) {
    try {
      layer.entries();
      return true;
    } catch (IOException | IllegalArgumentException e) {
      return false; // The list is what makes files of numbers; without it they are nothing.
    }
  }

  /** Of what can be read; the figure is for people. */
  private static long bytes(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException | java.io.UncheckedIOException e) {
      return 0;
    }
  }
}
