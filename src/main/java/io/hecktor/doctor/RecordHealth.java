package io.hecktor.doctor;

import io.hecktor.archive.CacheUse;
import io.hecktor.blob.BlobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether what the cache has noted still points to something. */
final class RecordHealth {

  private final BlobStore store;

  RecordHealth(BlobStore store) {
    this.store = store;
  }

  /** Records that point to nothing any more, and gone where that is to be fixed. */
  List<Fault> examine(Depth depth) throws IOException {
    List<Fault> faults = new ArrayList<>();
    for (String key : new CacheUse(store).gone()) {
      faults.add(fault(CacheUse.RECORDS, key, "an image layout that has gone", depth));
    }
    for (String kind : KnownSizes.KINDS) {
      for (String key : store.recordKeys(kind)) {
        Optional<byte[]> record = store.record(kind, key);
        if (record.isPresent() && pointsNowhere(record.get())) {
          faults.add(fault(kind, key, "blobs that are not there", depth));
        }
      }
    }
    return faults;
  }

  private boolean pointsNowhere(byte[] record) {
    return KnownSizes.named(record).stream()
        .noneMatch(named -> Files.exists(store.path(named.digest())));
  }

  private Fault fault(String kind, String key, String to, Depth depth) throws IOException {
    long bytes = store.record(kind, key).map(it -> (long) it.length).orElse(0L);
    if (depth == Depth.FIX) {
      store.removeRecord(kind, key);
    }
    String what =
        "record " + kind + "/" + key.substring(0, Math.min(12, key.length())) + "… of " + to;
    return new Fault(what, bytes, depth == Depth.FIX);
  }
}
