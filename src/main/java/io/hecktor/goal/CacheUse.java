package io.hecktor.goal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hecktor.archive.ImageLayout;
import io.hecktor.blob.BlobStore;
import io.hecktor.blob.ContentKey;
import io.hecktor.oci.Digest;
import io.hecktor.oci.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which image layouts were built from a store, so that it can be told whose its blobs are. */
final class CacheUse {

  private static final String RECORDS = "layouts";
  private static final String FOLDER = "folder";

  private final BlobStore store;

  CacheUse(BlobStore store) {
    this.store = store;
  }

  /**
   * A layout that lies on the disk.
   *
   * @param folder of the layout
   * @param blobs that it needs; those that the store has may be links to the same file
   */
  record Layout(Path folder, Set<Digest> blobs) {

    /** Copies the set. */
    Layout {
      blobs = Set.copyOf(blobs);
    }
  }

  /** The name that a layout goes by in the store. */
  static String key(ImageLayout layout) {
    String path = layout.folder().toAbsolutePath().normalize().toString();
    return ContentKey.of(path.getBytes(StandardCharsets.UTF_8)).hex();
  }

  /** Notes that a layout is built from the store. */
  void note(ImageLayout layout) throws IOException {
    ObjectNode node = Json.newObject();
    node.put(FOLDER, layout.folder().toAbsolutePath().normalize().toString());
    byte[] record = Json.pretty(node);
    Optional<byte[]> known = store.record(RECORDS, key(layout));
    if (known.isEmpty() || !Arrays.equals(known.get(), record)) {
      store.putRecord(RECORDS, key(layout), record);
    }
  }

  /** The layouts that are there, by their folders; those that have gone are forgotten. */
  List<Layout> layouts() throws IOException {
    List<Layout> found = new ArrayList<>();
    for (String key : store.recordKeys(RECORDS)) {
      Optional<Layout> layout = store.record(RECORDS, key).flatMap(CacheUse::read);
      if (layout.isPresent()) {
        found.add(layout.get());
      } else {
        store.removeRecord(RECORDS, key);
      }
    }
    found.sort(java.util.Comparator.comparing(Layout::folder));
    return found;
  }

  private static Optional<Layout> read(byte[] record) {
    try {
      Path folder = Path.of(Json.object(record, "a layout's record").path(FOLDER).asText());
      if (!Files.isRegularFile(folder.resolve("index.json"))) {
        return Optional.empty();
      }
      Set<Digest> blobs = new HashSet<>();
      new ImageLayout(folder)
          .read()
          .layers()
          .forEach(layer -> blobs.add(layer.descriptor().digest()));
      return Optional.of(new Layout(folder, blobs));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty(); // Spoilt, or another program's: it needs nothing of ours.
    }
  }
}
