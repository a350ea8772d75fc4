package io.hecktor.goal;

import io.hecktor.ByteSize;
import io.hecktor.HecktorException;
import io.hecktor.Progress;
import io.hecktor.archive.CacheUse;
import io.hecktor.blob.BlobStore;
import io.hecktor.blob.StoredBlob;
import io.hecktor.oci.Digest;
import io.hecktor.sandbox.Retention;
import io.hecktor.sandbox.RootfsCache;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * {@code hecktor:cache}: what the cache holds and for whom, and, if asked, the end of what nobody
 * needs. All that goes can be made or fetched again; what an image layout on the disk is made from
 * stays.
 */
public final class CacheGoal {

  private final BlobStore store;
  private final Progress progress;

  /** Looks into a store. */
  public CacheGoal(BlobStore store, Progress progress) {
    this.store = store;
    this.progress = progress;
  }

  /**
   * What has to go.
   *
   * @param age how long a blob that no layout needs is kept after it came in
   * @param budgetBytes how much the blobs may take; above it the oldest that no layout needs go,
   *     however young
   * @param now the time
   */
  public record Pruning(Duration age, OptionalLong budgetBytes, Instant now) {}

  /**
   * What the cache held.
   *
   * @param blobs how many blobs
   * @param bytes how large they are together
   * @param usedBytes those that layouts on the disk are made from
   * @param freedBytes those that were removed
   */
  public record Outcome(int blobs, long bytes, long usedBytes, long freedBytes) {}

  /**
   * Tells what the cache holds, and prunes it.
   *
   * @param pruning empty where nothing is to be removed
   * @throws HecktorException if the disk stands in the way
   */
  public Outcome run(Optional<Pruning> pruning) throws HecktorException {
    try {
      return look(pruning);
    } catch (IOException e) {
      throw Failures.of(e, "the cache was looked through");
    }
  }

  private Outcome look(Optional<Pruning> pruning) throws IOException {
    List<StoredBlob> blobs = new ArrayList<>(store.blobs());
    blobs.sort(Comparator.comparing(StoredBlob::written));
    List<CacheUse.Layout> layouts = new CacheUse(store).layouts();
    Set<Digest> used = new HashSet<>();
    layouts.forEach(layout -> used.addAll(layout.blobs()));
    long bytes = bytes(blobs);
    long usedBytes = bytes(blobs.stream().filter(blob -> used.contains(blob.digest())).toList());
    progress.stage("Cache " + store.root());
    line(bytes, blobs.size() + " blobs: layers, as images and archives are made of them");
    line(usedBytes, "of them for " + layouts.size() + " image layouts on this disk:");
    for (CacheUse.Layout layout : layouts) {
      List<StoredBlob> its =
          blobs.stream().filter(blob -> layout.blobs().contains(blob.digest())).toList();
      line(bytes(its), "  " + shown(layout.folder()));
    }
    line(bytes - usedBytes, "for no layout that is still there");
    long freed = pruning.isPresent() ? prune(pruning.get(), blobs, used) : 0;
    return new Outcome(blobs.size(), bytes, usedBytes, freed);
  }

  /** The part of a layout's path that tells the project and the task. */
  private static Path shown(Path layout) {
    int names = layout.getNameCount();
    return names > 5 ? layout.subpath(names - 5, names) : layout;
  }

  private void line(long bytes, String what) {
    progress.stage(String.format(Locale.ROOT, "%12s  %s", ByteSize.format(bytes), what));
  }

  private static long bytes(List<StoredBlob> blobs) {
    return blobs.stream().mapToLong(StoredBlob::sizeBytes).sum();
  }

  private long prune(Pruning pruning, List<StoredBlob> oldestFirst, Set<Digest> used)
      throws IOException {
    long left = bytes(oldestFirst);
    long before = left;
    Instant limit = pruning.now().minus(pruning.age());
    for (StoredBlob blob : oldestFirst) {
      boolean old = blob.written().isBefore(limit);
      boolean tooMuch = left > pruning.budgetBytes().orElse(Long.MAX_VALUE);
      if (!used.contains(blob.digest()) && (old || tooMuch)) {
        store.evict(blob.digest());
        left -= blob.sizeBytes();
      }
    }
    store.sweepDownloads(limit);
    Retention standard = Retention.standard();
    Retention retention = new Retention(standard.count(), pruning.age(), standard.bytes());
    new RootfsCache(store.folder("rootfs"), store, retention, progress).prune(pruning.now());
    progress.stage(
        "Removed "
            + ByteSize.format(before - left)
            + "; the next build makes or fetches anew what it misses.");
    if (left > pruning.budgetBytes().orElse(Long.MAX_VALUE)) {
      progress.stage(
          "What is left is more than the budget, and all of it is of layouts on this disk: `mvn"
              + " clean` in their projects, then prune again.");
    }
    return before - left;
  }
}
