package io.hecktor.goal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hecktor.Progress;
import io.hecktor.blob.BlobStore;
import io.hecktor.oci.Json;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Which images this user has saved before. The platform refuses an image that it has seen, so a
 * second save of the same one deserves a word, though it is no mistake.
 */
final class Ledger {

  private static final String RECORDS = "saved";

  private final BlobStore store;
  private final Progress progress;

  Ledger(BlobStore store, Progress progress) {
    this.store = store;
    this.progress = progress;
  }

  void note(SavedArchive saved, SaveRequest request) throws IOException {
    Optional<byte[]> earlier = store.record(RECORDS, saved.imageId().hex());
    if (earlier.isPresent()) {
      tell(saved, earlier.get());
    } else {
      ObjectNode node = Json.newObject();
      node.put("archive", String.valueOf(saved.file().getFileName()));
      node.put("project", request.repositoryName());
      node.put("saved", request.now().truncatedTo(ChronoUnit.SECONDS).toString());
      store.putRecord(RECORDS, saved.imageId().hex(), Json.pretty(node));
    }
  }

  private void tell(SavedArchive saved, byte[] record) throws IOException {
    String when = Json.object(record, "the ledger's record").path("saved").asText("before");
    progress.stage(
        "Note: "
            + saved.file().getFileName()
            + " holds the image that was saved at "
            + when
            + "; if it has been uploaded, the platform refuses it. To make another of the same"
            + " content: -Dhecktor.label=second-try");
  }
}
