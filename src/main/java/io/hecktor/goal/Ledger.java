package io.hecktor.goal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hecktor.Problem;
import io.hecktor.Progress;
import io.hecktor.blob.BlobStore;
import io.hecktor.oci.Json;
import java.io.IOException;
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
      node.put("saved", request.now().toString());
      store.putRecord(RECORDS, saved.imageId().hex(), Json.pretty(node));
    }
  }

  private void tell(SavedArchive saved, byte[] record) throws IOException {
    String when = Json.object(record, "the ledger's record").path("saved").asText("before");
    progress.stage(note(String.valueOf(saved.file().getFileName()), when).message());
  }

  private static Problem note(String archive, String when) {
    return new Problem(
        "Note: the image in " + archive + " is the one that was saved at " + when + ".",
        "If you have uploaded it since, the platform answers: 'This container image has already"
            + " been uploaded.'",
        "To upload again, give it a label that changes the image ID and nothing else:"
            + " -Dhecktor.label=second-try.");
  }
}
