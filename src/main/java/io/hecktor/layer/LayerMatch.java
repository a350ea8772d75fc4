package io.hecktor.layer;

import io.hecktor.Progress;
import io.hecktor.blob.BlobStore;
import io.hecktor.blob.StoredGzipFile;
import io.hecktor.plan.Content;
import io.hecktor.plan.LayerEntry;
import io.hecktor.plan.LayerPlan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;

/**
 * Compares the files of a plan, byte for byte, with what a layer of the same shape holds. That the
 * layer's blob is sound is not shown by this: whoever reads the blob verifies its digest.
 */
final class LayerMatch {

  private final BlobStore store;
  private final LayerPlan plan;
  private final Progress.Work work;

  LayerMatch(BlobStore store, LayerPlan plan, Progress.Work work) {
    this.store = store;
    this.plan = plan;
    this.work = work;
  }

  /** Whether writing the plan would give this layer, as far as files hold now what they will. */
  boolean holds(KnownLayer known) throws IOException {
    if (!store.contains(known.layer().descriptor())) {
      return false;
    }
    try (StoredGzipFile blob =
        StoredGzipFile.open(store.path(known.layer().descriptor().digest()))) {
      int ordinal = 0;
      for (LayerEntry entry : plan.entries()) {
        if (entry instanceof LayerEntry.RegularFile file) {
          if (ordinal >= known.positions().size()
              || !holds(blob, known.positions().get(ordinal), file.content())) {
            return false;
          }
          work.advance(file.content().sizeBytes());
          ordinal++;
        }
      }
      return ordinal == known.positions().size();
    } catch (NoSuchFileException e) {
      return false; // Its file or the blob has gone meanwhile; writing tells which.
    }
  }

  private static boolean holds(StoredGzipFile blob, long position, Content content)
      throws IOException {
    if (content instanceof Content.OfFile onDisk) {
      return blob.holds(position, onDisk.file(), onDisk.sizeBytes());
    }
    try (InputStream in = content.open()) {
      return blob.holds(position, in);
    }
  }
}
