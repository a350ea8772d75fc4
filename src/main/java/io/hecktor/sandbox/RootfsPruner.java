package io.hecktor.sandbox;

import io.hecktor.blob.BlobStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Removes from the cache what has not been used for long; of use for one pruning. */
final class RootfsPruner {

  private final RootfsFolders folders;
  private final BlobStore locks;
  private final Retention retention;
  private final List<Path> removed = new ArrayList<>();

  RootfsPruner(RootfsFolders folders, BlobStore locks, Retention retention) {
    this.folders = folders;
    this.locks = locks;
    this.retention = retention;
  }

  /**
   * Removes old rootfs, then the layers that no rootfs is made of. Builders are kept out while
   * names vanish, not while thousands of files are deleted.
   */
  void prune(Instant now) throws IOException {
    try (BlobStore.Lock lock = locks.lock(RootfsFolders.BUILD_LOCK)) {
      folders.create();
      setAside(now);
    }
    for (Path path : removed) {
      FileTrees.delete(path);
    }
  }

  private void setAside(Instant now) throws IOException {
    Map<String, Long> kept = new HashMap<>();
    int count = 0;
    for (Candidate candidate : lastUsedFirst()) {
      Map<String, Long> layers = candidate.madeOf().layers();
      boolean wanted =
          count < retention.count()
              && !candidate.lastUsed().plus(retention.age()).isBefore(now)
              && bytes(kept, layers) <= retention.bytes();
      if (wanted || !remove(candidate.rootfs())) {
        kept.putAll(layers);
        count++;
      }
    }
    removeLayersExcept(kept.keySet());
  }

  private record Candidate(CachedRootfs rootfs, MadeOf madeOf, Instant lastUsed) {}

  private List<Candidate> lastUsedFirst() throws IOException {
    List<Candidate> all = new ArrayList<>();
    for (CachedRootfs rootfs : folders.all()) {
      all.add(new Candidate(rootfs, MadeOf.read(rootfs.madeOf()), rootfs.lastUsed()));
    }
    all.sort(Comparator.comparing(Candidate::lastUsed).reversed());
    return all;
  }

  private static long bytes(Map<String, Long> kept, Map<String, Long> layers) {
    Map<String, Long> union = new HashMap<>(kept);
    union.putAll(layers);
    return union.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Removes a rootfs, unless it is in use. Whoever takes it up marks it under the same lock, so it
   * is marked before it is looked at here or no longer there for them.
   */
  private boolean remove(CachedRootfs rootfs) throws IOException {
    try (BlobStore.Lock lock = locks.lock(RootfsFolders.lockOf(rootfs.key()))) {
      if (InUse.anyMark(folders.marks(rootfs.key()))) {
        return false;
      }
      removed.add(RootfsFolders.setAside(rootfs.folder()));
      FileTrees.delete(folders.marks(rootfs.key()));
      return true;
    }
  }

  private void removeLayersExcept(Set<String> kept) throws IOException {
    Set<String> unused = new HashSet<>(folders.layerKeys());
    unused.removeAll(kept);
    for (String key : unused) {
      removed.add(RootfsFolders.setAside(folders.layer(key).path()));
    }
  }
}
