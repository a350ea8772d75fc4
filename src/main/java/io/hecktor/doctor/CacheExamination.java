package io.hecktor.doctor;

import io.hecktor.ByteSize;
import io.hecktor.Progress;
import io.hecktor.blob.BlobStore;
import io.hecktor.blob.StoredBlob;
import io.hecktor.sandbox.RootfsHealth;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the cache is whole; where asked, what is broken goes. Nothing that is whole or in use
 * does, and the next build makes or pulls anew what it misses.
 */
public final class CacheExamination implements Examination {

  private static final int MOST_NAMED = 3;

  private final BlobStore store;
  private final Depth depth;
  private final Instant now;
  private final Progress progress;

  /**
   * Looks into a store.
   *
   * @param now for telling which temporary files are old
   */
  public CacheExamination(BlobStore store, Depth depth, Instant now, Progress progress) {
    this.store = store;
    this.depth = depth;
    this.now = now;
    this.progress = progress;
  }

  @Override
  public String title() {
    return "Cache";
  }

  @Override
  public List<Remark> examine() throws IOException {
    if (!Files.isDirectory(store.root())) {
      return List.of(Remark.ok("cache", "empty"));
    }
    List<StoredBlob> blobs = store.blobs();
    List<Remark> remarks = new ArrayList<>();
    List<Fault> broken = new BlobHealth(store, progress).examine(blobs, depth);
    remarks.add(broken.isEmpty() ? whole(blobs) : remark("blobs", broken));
    remarks.add(all("records", "none points to nothing", new RecordHealth(store).examine(depth)));
    remarks.add(all("leftovers", "none", new Leftovers(store, now).examine(depth)));
    remarks.add(all("unpacked images", "whole", rootfs()));
    return remarks;
  }

  private Remark whole(List<StoredBlob> blobs) {
    long bytes = blobs.stream().mapToLong(StoredBlob::sizeBytes).sum();
    String all = blobs.size() + " blobs, " + ByteSize.format(bytes);
    return Remark.ok(
        "blobs",
        depth == Depth.QUICK
            ? all + ", none cut off; `-Dhecktor.verify` hashes them all"
            : all + ", each hashed: all are what their names say");
  }

  private Remark all(String subject, String good, List<Fault> faults) {
    return faults.isEmpty() ? Remark.ok(subject, good) : remark(subject, faults);
  }

  private List<Fault> rootfs() throws IOException {
    RootfsHealth health = new RootfsHealth(store.root().resolve("rootfs"), store);
    List<RootfsHealth.Broken> removed = depth == Depth.FIX ? health.remove() : List.of();
    List<Fault> faults = new ArrayList<>();
    removed.forEach(one -> faults.add(fault(one, true)));
    health.look().forEach(one -> faults.add(fault(one, false)));
    return faults;
  }

  private Fault fault(RootfsHealth.Broken broken, boolean removed) {
    String name = store.root().relativize(broken.path()) + ": " + broken.why();
    return new Fault(name, broken.bytes(), removed);
  }

  private static Remark remark(String subject, List<Fault> faults) {
    long left = faults.stream().filter(fault -> !fault.removed()).count();
    long bytes = faults.stream().mapToLong(Fault::bytes).sum();
    String named =
        String.join("; ", faults.stream().limit(MOST_NAMED).map(Fault::what).toList())
            + (faults.size() > MOST_NAMED ? "; and " + (faults.size() - MOST_NAMED) + " more" : "");
    return left == 0
        ? Remark.ok(
            subject, "removed " + faults.size() + " (" + ByteSize.format(bytes) + "): " + named)
        : Remark.warning(
            subject,
            left + " of no use (" + ByteSize.format(bytes) + "): " + named,
            "`mvn hecktor:doctor -Dhecktor.fix` removes what nobody uses; the next build makes or"
                + " pulls it anew.");
  }
}
