package io.hecktor.doctor;

import io.hecktor.Progress;
import io.hecktor.archive.CacheUse;
import io.hecktor.archive.ImageLayout;
import io.hecktor.blob.BlobStore;
import io.hecktor.blob.DigestMismatchException;
import io.hecktor.blob.StoredBlob;
import io.hecktor.oci.Descriptor;
import io.hecktor.oci.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Whether blobs are what their names say. */
final class BlobHealth {

  private static final Digest OF_NOTHING = Digest.of(new byte[0]);
  private static final int BUFFER = 1 << 16;

  private final BlobStore store;
  private final Progress progress;

  BlobHealth(BlobStore store, Progress progress) {
    this.store = store;
    this.progress = progress;
  }

  /** What is broken, and gone where it is to be fixed. */
  List<Fault> examine(List<StoredBlob> blobs, Depth depth) throws IOException {
    KnownSizes sizes = KnownSizes.of(store);
    List<Fault> faults = new ArrayList<>();
    long total = depth == Depth.QUICK ? 0 : blobs.stream().mapToLong(StoredBlob::sizeBytes).sum();
    try (Progress.Work work = progress.begin("hashing the cache's blobs", total)) {
      for (StoredBlob blob : blobs) {
        Optional<String> why = wrongSize(blob, sizes.of(blob.digest()));
        if (why.isEmpty() && depth != Depth.QUICK) {
          Optional<Stamp> before = stamp(blob);
          why = wrongBytes(blob, work);
          if (why.isPresent() && !stamp(blob).equals(before)) {
            why = Optional.empty(); // Another build put it right meanwhile.
          }
        }
        if (why.isPresent()) {
          faults.add(fault(blob, why.get(), depth));
        }
      }
    }
    return faults;
  }

  /** What changes when another file comes in its place. */
  private record Stamp(long size, Object modified, Object key) {}

  private Optional<Stamp> stamp(StoredBlob blob) throws IOException {
    try {
      BasicFileAttributes file =
          Files.readAttributes(store.path(blob.digest()), BasicFileAttributes.class);
      return Optional.of(
          new Stamp(file.size(), file.lastModifiedTime(), String.valueOf(file.fileKey())));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> wrongSize(StoredBlob blob, OptionalLong known) {
    if (known.isPresent() && known.getAsLong() != blob.sizeBytes()) {
      return Optional.of("has " + blob.sizeBytes() + " bytes in the place of " + known.getAsLong());
    }
    return blob.sizeBytes() == 0 && !blob.digest().equals(OF_NOTHING)
        ? Optional.of("is empty")
        : Optional.empty();
  }

  private Optional<String> wrongBytes(StoredBlob blob, Progress.Work work) throws IOException {
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = store.open(new Descriptor("", blob.digest(), blob.sizeBytes()))) {
      for (int read; (read = in.read(buffer)) >= 0; ) {
        work.advance(read);
      }
      return Optional.empty();
    } catch (DigestMismatchException e) {
      return Optional.of("has other bytes than its name says");
    } catch (NoSuchFileException e) {
      return Optional.empty(); // Pruned meanwhile.
    }
  }

  private Fault fault(StoredBlob blob, String why, Depth depth) throws IOException {
    if (depth == Depth.FIX) {
      remove(blob.digest());
    }
    Path path = store.path(blob.digest());
    String what = "blob sha256:" + blob.digest().abbreviated() + "… " + why;
    return new Fault(what, blob.sizeBytes(), depth == Depth.FIX && !Files.exists(path));
  }

  /** Under the locks that its next coming takes, so that no half of it is met. */
  private void remove(Digest digest) throws IOException {
    try (BlobStore.Lock pull = store.lock("download-" + digest.hex());
        BlobStore.Lock intake = store.lock("base-layer-" + digest.hex())) {
      for (CacheUse.Layout layout : new CacheUse(store).there()) {
        if (layout.blobs().contains(digest)) {
          unlink(new ImageLayout(layout.folder()), digest);
        }
      }
      store.evict(digest);
    }
  }

  /** Another name of the same broken file: a build would take it for a good one by its size. */
  private void unlink(ImageLayout layout, Digest digest) throws IOException {
    Path link = layout.blob(digest);
    try (BlobStore.Lock lock = store.lock("layout-" + CacheUse.key(layout))) {
      if (Files.exists(link) && Files.isSameFile(link, store.path(digest))) {
        Files.delete(link);
      }
    }
  }
}
